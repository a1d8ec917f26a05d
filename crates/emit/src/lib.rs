//! Records to bytes: the wire types of `minuted/1` and the formats other systems read.
