//! Each folder of `fixtures/minutes`: the records a person wrote down beside the paper are the records read.
