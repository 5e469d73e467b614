// What the frame of the studio does by itself.
