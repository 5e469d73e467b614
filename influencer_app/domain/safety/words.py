"""The vocabulary of the policy check, in the languages that our speech knows (en, de, es, fr, pt, it)."""

MINOR = (
    *("child", "children", "kid", "kids", "kiddie", "toddler", "infant", "baby", "babies", "newborn"),
    *("preteen", "pre teen", "tween", "teen", "teens", "teenage", "teenager", "teenagers", "adolescent"),
    *("minor", "minors", "underage", "under age", "underaged", "jailbait", "loli", "lolita", "lolicon"),
    *("shota", "shotacon", "schoolgirl", "schoolgirls", "schoolboy", "schoolboys", "school girl"),
    *("school boy", "little girl", "little boy", "young girl", "young boy", "preschool", "kindergarten"),
    *("kind", "kinder", "kleinkind", "madchen", "kleines madchen", "schulerin", "schuler"),
    *("minderjahrig", "minderjahrige", "jugendliche", "jugendlicher"),
    *("nina", "nino", "ninas", "ninos", "menor de edad", "colegiala", "adolescente", "adolescentes"),
    *("enfant", "enfants", "fillette", "gamine", "mineure", "mineur", "ecoliere", "petite fille"),
    *("crianca", "criancas", "menina", "menino", "menor de idade", "bambina", "bambino", "bambini"),
    *("ragazzina", "ragazzino", "minorenne", "minorenni"),
)
"""Somebody under 18."""

SEXUAL = (
    *("nude", "nudes", "nudity", "naked", "topless", "bottomless", "undressed", "undressing", "unclothed"),
    *("sex", "sexual", "sexually", "sexy", "sexualised", "sexualized", "erotic", "erotica", "porn"),
    *("porno", "pornographic", "nsfw", "hentai", "xxx", "fetish", "bdsm", "bondage", "orgasm", "orgy"),
    *("masturbating", "masturbation", "blowjob", "handjob", "penis", "vagina", "genitals", "genitalia"),
    *("nipple", "nipples", "breasts", "boobs", "tits", "cum", "cumshot", "aroused", "horny", "seductive"),
    *("lingerie", "thong", "striptease", "stripping", "stripper", "lewd", "upskirt", "cameltoe", "rape"),
    *("nackt", "nackte", "nackter", "oben ohne", "erotisch", "sexuell", "unterwasche", "dessous"),
    *("desnuda", "desnudo", "desnudos", "sexo", "erotico", "erotica", "lenceria", "nue", "nus", "nues"),
    *("sexe", "sexuel", "sexuelle", "erotique", "seins nus", "nua", "nudez", "nuda", "nudo", "sesso"),
    *("sessuale", "biancheria intima"),
)
"""Sexual or undressed."""

MADE_YOUNG = (
    *("as a child", "as a kid", "as a baby", "as a toddler", "as a teen", "as a teenager", "as a minor"),
    *("as a little girl", "as a little boy", "as a young girl", "as a young boy", "as a schoolgirl"),
    *("as a schoolboy", "when she was little", "when he was little", "childlike body", "looks underage"),
    *("looking underage", "underage", "under age", "prepubescent", "child version", "kid version"),
    *("baby version", "teen version", "teenage version", "preteen", "loli", "shota", "jailbait"),
    *("als kind", "als baby", "als teenager", "als jugendliche", "als kleines madchen", "minderjahrig"),
    *("de nina", "de nino", "como nina", "como nino", "menor de edad", "enfant de", "comme enfant"),
    *("en enfant", "quand elle etait petite", "como crianca", "menor de idade", "da bambina", "da bambino"),
    *("minorenne",),
)
"""The person in the picture, made younger than 18."""
