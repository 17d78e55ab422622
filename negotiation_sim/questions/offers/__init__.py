"""How the parties of a table bargain: offers by turns solved backward, sessions of tactics, a tournament of them."""
