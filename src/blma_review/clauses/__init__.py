"""From blocks to the clause tree, and from the tree to the sentences that rules are asked of."""
