"""How surprising a way to read a product or a sum is: what makes sense, but is rarely meant."""

OF_A_ROW = 3  # of a number behind a row: theta^T x
OF_A_CAPITAL = 2  # the strain of a number W before a vector
BEHIND = 6  # that of a number W behind it
OF_WEIGHTS = 3  # of a bias for each sample: b added to the columns of X W, or to the rows of W X
TURNED = 8  # of a row that is said to be equal to a column
OF_UNSIGNED = 3  # of two vectors side by side, with no sign that says how they are multiplied
OF_NO_VECTOR = 9  # of a function of vectors that is applied to a number: softmax(z)
ADDED_TO_A_MATRIX = 6  # of names for a number that is added to each entry of one: w - eta H w; but 1 - A is usual
OF_NUMBERS = 8  # the strain of an entrywise product with a number: the sign is for arrays
NEVER = 99  # of what nobody writes: more than anything that is tried may cost

MATRICES = frozenset({*"WXUVAHYZMQ", "Sigma", "Lambda", "Phi"})  # the letters that people give to matrices
