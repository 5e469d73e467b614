"""The vocabulary of the policy check, in the languages that our speech knows (en, de, es, fr, pt, it).

All in small letters, without accents and punctuation, but for ``ACCENTED`` and ``OTHER_SCRIPTS``. A word
ending in ``~`` stands for all that begin so.
"""

_YOUNG = ("child", "children", "kid", "kids", "teen", "teens", "preteen", "toddler", "minor", "schoolgirl")
_BARE = ("nude", "nudes", "naked", "porn", "sex", "sexy", "xxx", "nsfw")
ALWAYS = (
    *(one + other for young in _YOUNG for bare in _BARE for one, other in ((young, bare), (bare, young))),
    *("loli", "lolis", "lolicon", "shota", "shotas", "shotacon", "toddlercon", "jailbait", "cunny"),
    *("child porn~", "kiddie porn~", "kid porn", "childporn", "kinderporn~", "pedophil~", "paedophil~"),
    *("padophil~", "pedofil~", "pornografia infantil", "pedoporn~", "pornographie infantile", "csam"),
    *("pornografia minorile", "barely legal", "underage sex", "ageplay", "age play", "nymphet~"),
)
"""Says both by itself."""

OTHER_SCRIPTS = ("ロリ", "ショタ", "萝莉", "蘿莉", "幼女", "児童ポルノ", "лоли", "детское порно")
"""The same where it is most often said in other scripts."""

MINOR = (
    *("child", "children", "childs", "childlike", "kid", "kids", "kiddo", "kiddie", "kiddies", "kiddy"),
    *("toddler", "toddlers", "infant", "infants", "baby", "babies", "newborn", "newborns", "youngster~"),
    *("preteen~", "pre teen", "pre teens", "tween", "tweens", "teen", "teens", "teenage", "teenaged"),
    *("teenager", "teenagers", "teeny", "teenie", "teenies", "adolescent", "adolescents", "adolescence"),
    *("preadolescen~", "prepubescent", "pubescent", "juvenile", "juveniles", "minor", "minors"),
    *("underage", "under age", "underaged", "under aged", "under 18", "below 18", "younger than 18"),
    *("not yet 18", "under eighteen", "below eighteen", "lolita", "lolitas", "schoolgirl~", "schoolboy~"),
    *("school girl", "school girls", "school boy", "school boys", "schoolkid~", "schoolchild~"),
    *("school kid", "school kids", "school child", "school children", "school uniform", "school uniforms"),
    *("high schooler~", "highschooler~", "high school girl~", "high school boy~", "high school student~"),
    *("high school freshman", "in high school", "kindergartner~", "ephebe~", "middle school~"),
    *("junior high", "elementary school~", "grade school~"),
    *("primary school~", "grader", "graders", "girl scout", "girl scouts", "boy scout", "boy scouts"),
    *("preschool~", "pre school~", "kindergarten~", "little girl", "little girls", "little boy"),
    *("little boys", "young girl", "young girls", "young boy", "young boys", "small girl", "small boy"),
    *("te en", "t een", "tee n", "chi ld", "ch ild", "k id", "tiny girl", "little sister"),
    *("little brother", "little daughter", "young daughter", "little one"),
    *("kinder", "kindes", "kindlich~", "bub", "buben", "kleinkind~", "schulkind~", "schulmadchen"),
    *("madchen", "knabe"),
    *("knaben", "kleiner junge", "kleinen jungen", "schuler", "schulerin~", "grundschul~", "teenagerin~"),
    *("minderjahrig~", "jugendliche~", "saugling~", "unter 18", "halbwuchsig~"),
    *("ninita~", "ninito~", "las ninas", "los ninos", "una nina", "un nino", "la nina", "el nino"),
    *("ninas", "ninos", "nina desnuda", "nino desnudo", "chiquilla~", "chiquillo~", "muchachita~"),
    *("menor de edad", "menores", "colegiala~", "colegial", "adolescente~", "un bebe", "el bebe"),
    *("menor de 18", "quinceanera", "impuber~"),
    *("enfant", "enfants", "enfantin~", "fillette~", "gamin", "gamins", "gamines", "une gamine", "gosse"),
    *("gosses", "mome", "momes", "mineure", "mineures", "mineur", "mineurs", "ecolier~", "ecoliere~"),
    *("gamine nue", "petite fille", "petites filles", "petit garcon", "petits garcons", "jeune fille"),
    "jeunes filles",
    *("jeune garcon", "lyceen~", "collegien~", "ado", "ados", "moins de 18"),
    *("crianca~", "criancinha~", "menina", "meninas", "menino", "meninos", "menininha~", "menininho~"),
    *("garotinha~", "garotinho~", "novinha", "novinhas", "mocinha", "mocinhas", "menor de idade"),
    *("menores de idade", "ensino medio"),
    *("bambina", "bambine", "bambino", "bambini", "bimba", "bimbe", "bimbi", "ragazzina", "ragazzine"),
    *("ragazzino", "ragazzini", "minorenne", "minorenni", "scolaretta~", "fanciulla", "fanciullo"),
    *("dodicenne", "tredicenne", "quattordicenne", "quindicenne", "sedicenne", "diciassettenne"),
    *("neonata", "neonato", "liceale", "adolescenti"),
)
"""Somebody under 18."""

ACCENTED = ("niña", "niñas", "niño", "niños", "bebé", "bebés", "bebê", "bebês", "môme")
"""The same, where the accents make the difference: Nina is a name, and Spanish ``bebe`` drinks."""

GERMAN = ("nackt~", "und", "ein", "eine", "mit", "das", "der", "ist", "auf", "ohne", "sexuell~", "bett")
"""Around one of these, ``kind`` is a child; elsewhere it is a kind smile."""

SEXUAL = (
    *("nude", "nudes", "nudity", "nudist~", "naked", "nakedness", "topless", "bottomless", "undress~"),
    *("unclothed", "disrobed", "disrobing", "half naked", "without clothes", "without any clothes"),
    *("no clothes", "wearing nothing", "nothing on", "nu de", "nud e", "na ked", "nak ed", "se xy"),
    *("clothes off", "without underwear", "no underwear"),
    *("underwear", "panties", "bra", "braless", "lingerie", "negligee", "thong", "g string", "see through"),
    *("sex", "sexes", "sexual~", "sexi", "sexy", "sexier", "sexiest", "sexed", "sext~", "erotic~"),
    *("porn", "porno~", "pornstar", "pron", "nsfw", "hentai", "ecchi", "ahegao", "xxx", "r18", "rule34"),
    *("rule 34", "fetish~", "kinky", "bdsm", "bondage", "orgasm~", "orgy", "orgies", "masturbat~"),
    *("blowjob~", "blow job", "handjob~", "hand job", "fellatio", "cunnilingus", "oral sex", "anal"),
    *("intercourse", "making out", "sx", "making love", "make love", "gangbang~", "threesome~"),
    *("creampie~", "bukkake"),
    *("penis", "penises", "vagina~", "vulva", "labia", "clitoris", "genital~", "scrotum", "erection"),
    *("pussy", "dildo~", "vibrator", "big cock", "hard cock", "big dick", "his dick", "dick pic~"),
    *("nipple", "nipples", "breasts", "boob", "boobs", "tits", "titties", "cleavage", "bare chested girl"),
    *("bare breast~", "bare bottom", "bare butt", "bare ass", "sexy ass", "big ass", "naked ass"),
    *("cum", "cumming", "cumshot~", "semen", "ejaculat~", "aroused", "arousing", "horny", "lewd"),
    *("lustful", "seductive~", "seducing", "sensual~", "sultry", "provocative~", "striptease", "stripper~"),
    *("stripping", "upskirt~", "cameltoe", "camel toe", "spread legs", "legs spread", "spreading legs"),
    *("spreads her legs", "legs open", "twerk~", "boudoir"),
    *("onlyfans", "playboy", "camgirl~", "prostitut~", "brothel~", "molest~", "groped", "groping"),
    *("rape", "raped", "raping", "rapes", "incest~"),
    *("nackt~", "nackig~", "halbnackt~", "splitternackt~", "unbekleidet~", "ausgezogen~", "oben ohne"),
    *("erotisch~", "sexuell~", "unterwasche", "reizwasche", "dessous", "bruste", "nippel", "geil"),
    *("geile", "geiles", "verfuhrerisch~", "freizugig~", "hullenlos", "vergewaltig~", "sinnlich~"),
    *("desnud~", "en cueros", "sin ropa", "sexo", "lenceria", "ropa interior", "bragas", "pezon~"),
    *("tetas", "pechos", "follar", "follando", "provocativa~", "violacion", "encuerad~"),
    *("nue", "nus", "nues", "tout nu", "toute nue", "enfant nu", "garcon nu", "nudite", "denud~"),
    *("deshabill~", "sans vetements", "petite culotte", "sexe", "sexuel~", "erotiq~", "seins", "tetons"),
    *("sensuel~", "baiser passionne", "lascif", "lascive"),
    *("nua", "nuas", "nudez", "menino nu", "pelada", "pelado", "peladas", "pelados", "sem roupa"),
    *("roupa intima", "calcinha~", "seios", "peitos", "transando", "estupro", "safada", "safado"),
    *("nuda", "nudo", "nudi", "spogliat~", "senza vestiti", "sesso", "sessual~", "mutandine"),
    *("reggiseno", "tette", "capezzol~", "biancheria intima", "stupro"),
)
"""Sexual or undressed."""

MADE_YOUNG = (
    *("as a minor", "as a pupil", "aged down", "age her down", "age him down"),
    *("as a minor", "childlike body", "childlike face", "child version", "kid version", "baby version"),
    "teen version",
    *("toddler version", "teenage version", "preteen version", "younger than 18", "prepubescent"),
    *("looks underage", "looking underage", "underage", "under age", "preteen", "pre teen", "deaged"),
    *("de aged", "age regression", "age regressed", "in her teens", "in his teens", "in their teens"),
    *("in her early teens", "in his early teens", "in her mid teens", "in his mid teens"),
    *("in her late teens", "in his late teens", "teen years", "teenage years", "sweet sixteen", "sweet 16"),
    *("in her childhood", "in his childhood", "her childhood photo", "his childhood photo"),
    *("childhood photo of", "childhood picture of", "childhood portrait of", "baby photo of"),
    *("baby picture of", "when she was little", "when he was little", "when she was young"),
    *("when he was young", "when she was small", "when he was small", "into a child", "into a kid"),
    *("into a baby", "into a toddler", "into a teenager", "into a little girl", "into a little boy"),
    *("like a high schooler", "as a high schooler", "in high school uniform"),
    *("als kind", "als kleinkind", "als baby", "als teenager~", "als jugendliche~", "als madchen"),
    *("als kleines madchen", "als junges madchen", "als schulerin", "als schuler", "als schulkind"),
    *("als kleiner junge", "minderjahrig~", "in ihrer kindheit", "in seiner kindheit", "kinderfoto von"),
    *("cuando era nina", "cuando era nino", "cuando era pequena", "cuando era pequeno", "como una nina"),
    *("como un nino", "como nina", "como nino", "de pequena", "de adolescente", "como adolescente"),
    *("en su infancia", "version infantil", "menor de edad"),
    *("quand elle etait petite", "quand il etait petit", "quand elle etait enfant", "comme une enfant"),
    *("quand il etait enfant", "comme un enfant", "comme enfant", "en enfant", "en petite fille"),
    *("en petit garcon", "en adolescente", "version enfant", "version bebe", "dans son enfance"),
    *("como crianca", "em crianca", "quando era crianca", "quando era pequena", "quando era pequeno"),
    *("na infancia", "versao crianca", "versao infantil", "menor de idade"),
    *("da bambina", "da bambino", "da ragazzina", "da ragazzino", "da adolescente", "da piccola"),
    *("quando era bambina", "quando era bambino", "quando era piccola", "come una bambina"),
    *("come un bambino", "versione bambina", "versione bambino", "nell infanzia", "minorenne"),
)
"""The person in the picture, made younger than 18."""

ACCENTED_YOUNG = ("de niña", "de niño", "de bebé", "en bébé")
"""The same, where the accents make the difference."""

SOMEBODY_YOUNG = (
    *("child", "kid", "baby", "toddler", "infant", "newborn", "teen", "teenager", "adolescent"),
    *("tween", "schoolgirl", "schoolboy", "school girl", "school boy", "little girl", "little boy"),
    *("young girl", "young boy", "teenage girl", "teenage boy", "teen girl", "teen boy", "preteen girl"),
    *("preteen boy", "high school student", "high school girl", "high school boy", "kindergartner"),
)
"""What somebody is when a picture is ``of a ...``, or they are seen ``as a ...``."""

THINGS = (
    *("whisky", "whiskey", "scotch", "bourbon", "malt", "rum", "wine", "port", "brandy", "cognac"),
    *("tequila", "cheese", "cheddar", "parmesan", "ham", "vinegar", "car", "truck", "van", "bus"),
    *("motorbike", "motorcycle", "bike", "boat", "house", "building", "apartment", "church", "temple"),
    *("bridge", "tree", "oak", "olive", "bonsai", "vine", "dog", "puppy", "cat", "kitten", "horse"),
    *("pony", "mare", "parrot", "retriever", "labrador", "poodle", "collie", "terrier", "jacket", "jeans"),
    *("coat", "bag", "guitar", "violin", "camera", "laptop", "phone", "computer", "sofa", "company"),
    *("startup", "business", "brand", "tradition", "wedding", "marriage", "scar", "tattoo", "photograph"),
)
"""What may be twelve years old."""

INNOCENT = (
    *("baby (?:blue|pink|yellow|green|purple)", "baby'?s breath", "baby grand", "baby tees?"),
    *("baby (?:hairs?|bangs|braids|curls|fringe)", "baby bump"),
    *("baby showers?", "baby spinach", "baby corn", "bye bye baby", "kid leather", "kid gloves?", "kidskin"),
    *("kid suede", "(?:billy|billie) the kid", "child'?s pose", "inner child", "brain ?child"),
    *("no (?:children|kids|minors|teens|babies)", "without (?:children|kids|minors)", "child[- ]?free"),
    *("(?:ursa|canis|asia) minor", "minor (?:key|keys|chords?|scale|details?|changes?|leagues?|planet)"),
    *("[a-g](?:[- ](?:flat|sharp))?[- ]minor", "minority", "gamine (?:hair\\w*|cuts?|look|style|bob)"),
    *("high school (?:teachers?|reunions?|coach\\w*|gym|library|building)", "kinder (?:chocolate|bueno)"),
    "(?:primary|elementary|middle|grade|pre)[- ]?school (?:teachers?|buildings?)",
    "kindergarten teachers?",
    "nude[- ](?:lip\\w*|heels?|pumps?|shoes?|nails?|tones?|toned|colou?rs?|colou?red|shades?|palette)",
    "nude[- ](?:make[- ]?up|beige|pink|tights|stockings|sandals|boots|gloss|manicure|polish)",
    *("naked (?:eye|cake|bike|trees?|branch\\w*|flames?|bulbs?|light bulbs?)", "(?:magna|summa) cum laude"),
    *("cum laude", "(?:chicken|duck|turkey) breasts?", "(?:blue|great|coal|willow|marsh) tits?"),
    *("pussy (?:cats?|willows?)", "bottomless (?:brunch|coffee|drinks?|pit)", "thong sandals?"),
    *("stripping (?:paint|wallpaper|bark|varnish)", "sex and the city", "bottle nipples?"),
    *("(?:au|ci|la|en)[- ]dessous", "pieds nus", "tete nue", "bras nus", "mains nues", "nudo de \\w+"),
    *("sexo (?:femenino|masculino|feminino)", "nacktschnecke\\w*", "nacktmull\\w*", "rapes? (?:seed|oil)"),
    *("anal[- ]retentive", "ice age", "stone age", "iron age", "bronze age", "sexes alike"),
    "little ones? of the",
)
"""Patterns that say nothing of what they seem to say; they stand in one stretch without a comma."""

ACCENTED_INNOCENT = ("râpé", "râpée", "râpés", "râpées", "râper")
"""Grated, and not what it looks like without its accents."""

NO_CLOTHES = ("clothes", "clothing", "clothed", "dressed", "outfit", "garment~", "covered")
"""In a negative prompt: to be without."""

NO_ADULT = ("adult", "adults", "adulthood", "grown up", "grown ups", "grownup~", "over 18")
"""In a negative prompt: to be young."""
