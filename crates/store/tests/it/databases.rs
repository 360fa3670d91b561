//! Databases that cannot be used as asked: each is told apart, and left as it
//! was; and what only a server can do: go away, come back, be full.
