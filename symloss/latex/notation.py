"""The vocabulary of mathematical LaTeX, as tables: letters, signs, words, fonts, environments.

Nothing here knows what a symbol means; the tables say what kind of sign a command is.
"""

from __future__ import annotations

from symloss.term.functions import SPELLINGS


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


_GREEK = word_set("""
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho
sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
""")
LETTERS = {name: name for name in sorted(_GREEK | word_set("ell imath jmath hbar"))}
LETTERS |= {"infty": "inf"}

RELATIONS = {
    "=": "=", "equiv": "=", "coloneqq": ":=", ":=": ":=", "triangleq": ":=", "doteq": ":=", "eqqcolon": ":=",
    "ne": "!=", "neq": "!=", "!=": "!=", "<": "<", "lt": "<", "le": "<=", "leq": "<=", "leqslant": "<=", "<=": "<=",
    ">": ">", "gt": ">", "ge": ">=", "geq": ">=", "geqslant": ">=", ">=": ">=", "ll": "<<", "gg": ">>",
    "approx": "~=", "approxeq": "~=", "simeq": "~=", "cong": "~=",
    "to": "->", "rightarrow": "->", "longrightarrow": "->", "->": "->", "xrightarrow": "->", "mapsto": "|->",
    "longmapsto": "|->", "gets": "<-", "leftarrow": "<-", "<-": "<-", "longleftarrow": "<-",
    "sim": "~", "propto": "propto", "in": "in", "notin": "notin", "subset": "subset", "subseteq": "subset",
    "succeq": "succeq", "succcurlyeq": "succeq", "preceq": "preceq", "preccurlyeq": "preceq",
    "perp": "perp", "<<": "<<", ">>": ">>",
}  # fmt: skip
CONNECTIVES = {
    "implies": "=>", "Rightarrow": "=>", "Longrightarrow": "=>", "=>": "=>", "iff": "<=>", "Leftrightarrow": "<=>",
    "Longleftrightarrow": "<=>", "therefore": "therefore", "because": "because", "Leftarrow": "<=",
    "land": "and", "wedge": "and", "lor": "or", "vee": "or",
}  # fmt: skip

TIMES = {"cdot": "dot", "*": "star", "ast": "star", "times": "times", ".": "point", "odot": "odot", "circ": "circ",
         "bigodot": "odot", "bullet": "dot", "/": "/", "div": "/"}  # fmt: skip
DOTS = {"ldots", "dots", "cdots", "vdots", "ddots", "dotsc", "dotsb", "dotsm", "dotsi", "..."}

FONTS = {
    "mathbf": "bold", "boldsymbol": "bold", "bm": "bold", "bf": "bold", "bold": "bold", "pmb": "bold",
    "symbf": "bold", "mathbfit": "bold", "mathcal": "cal", "cal": "cal", "mathscr": "cal", "mathfrak": "frak",
    "mathbb": "bb", "mathds": "bb", "mathrm": "rm", "rm": "rm", "mathit": "", "mathnormal": "", "it": "",
    "mathsf": "sf", "sf": "sf", "mathtt": "tt", "vec": "bold", "vect": "bold",
    "overrightarrow": "bold",
}  # fmt: skip
SWITCHES = {"bf", "rm", "it", "sf", "cal"}  # {\bf x}: a font until the end of the group
ACCENTS = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde",
    "dot": "dot", "ddot": "ddot", "check": "check", "breve": "breve", "underline": "under",
}  # fmt: skip
WORDY = {"text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "mbox", "hbox", "operatorname",
         "emph", "textup", "textsc"}  # fmt: skip

ACCENTS_ABOVE = {"\u0302": "hat", "\u0304": "bar", "\u0303": "tilde", "\u0307": "dot"}  # characters behind a letter

BIG = {"sum": "sum", "prod": "product", "int": "integral", "lim": "limit", "max": "max", "min": "min", "sup": "sup",
       "inf": "inf", "argmax": "argmax", "argmin": "argmin", "bigcup": "union", "bigcap": "intersection",
       "iint": "double integral", "oint": "contour integral"}  # fmt: skip
OPTIMA = ("max", "min", "sup", "inf", "argmax", "argmin")
# Words of several bare letters that are read as one word; any other row of letters may be a product.
WORDS = frozenset(name for name in SPELLINGS if len(name) > 1 and not name.startswith("lnG")) | {
    "argmax", "argmin", "lim", "Log", "Exp", "Softmax", "SoftMax", "Sigmoid", "KL",
    "Var", "Cov", "var", "cov", "const", "sup", "mod",
}  # fmt: skip
WORD_ALIASES = {"Log": "log", "Exp": "exp", "Softmax": "softmax", "SoftMax": "softmax",
                "Sigmoid": "sigmoid", "Tanh": "tanh", "RELU": "relu", "Max": "max", "Min": "min", "Tr": "tr",
                "Trace": "tr", "tg": "tan", "ctg": "cot", "arctg": "arctan"}  # fmt: skip
FUNCTION_COMMANDS = word_set("""
log ln exp sin cos tan sinh cosh tanh arctan det arcsin arccos cot sec csc coth Pr dim ker deg gcd arg erf
sgn sign softmax sigmoid softplus relu ReLU logit diag tr trace Tr KL Var Cov logsumexp
""")

MATRICES = {"matrix": "", "bmatrix": "[", "pmatrix": "(", "vmatrix": "|", "Vmatrix": "||", "Bmatrix": "{",
            "smallmatrix": "", "array": "", "bmatrix*": "[", "pmatrix*": "("}  # fmt: skip
ALIGNED = {"aligned", "align", "align*", "alignat", "alignat*", "alignedat", "split", "gather", "gather*", "gathered",
           "multline", "multline*", "eqnarray", "eqnarray*", "flalign", "flalign*", "equation", "equation*",
           "displaymath", "math", "dmath", "dmath*", "subequations"}  # fmt: skip

DROPPED = word_set("""
displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag limits nolimits bigl bigr bigm Bigl Bigr
displaylimits Bigm biggl biggr biggm Biggl Biggr Biggm big Big bigg Bigg middle mathstrut strut allowbreak hfill
noindent normalsize small large Large LARGE huge Huge
footnotesize scriptsize tiny centering hline newline vspace* relax mathop mathbin
mathrel mathord mathopen mathclose mathpunct mathinner protect null par smallskip medskip bigskip
blacksquare qed qedhere qedsymbol checkmark
""")
DROPPED_WITH_ARGUMENT = word_set("""
label tag tag* color vspace phantom hphantom vphantom footnote cite intertext shortintertext
""")
TRANSPARENT = {"cancel": 0, "bcancel": 0, "xcancel": 0, "boxed": 0, "fbox": 0, "framebox": 0, "textcolor": 1,
               "colorbox": 1, "mathclap": 0, "ensuremath": 0, "Aboxed": 0,
               "substack": 0, "smash": 0, "bbox": 0}  # fmt: skip
SPACES = {*",;:! >/\n"} | word_set("space thinspace medspace thickspace negthinspace enspace nobreakspace")
QUADS = {"quad", "qquad", "hspace", "hspace*", "hskip", "enskip"}

DELIMITERS = {"lbrace": "\\{", "rbrace": "\\}", "{": "\\{", "}": "\\}", "langle": "langle", "rangle": "rangle",
              "lang": "langle", "rang": "rangle", "lvert": "|",
              "rvert": "|", "vert": "|", "mid": "mid", "lVert": "||", "rVert": "||", "Vert": "||", "|": "||",
              "parallel": "||", "lbrack": "[", "rbrack": "]", "lfloor": "floor", "rfloor": "end floor", "lceil": "ceil",
              "rceil": "end ceil", "lparen": "(", "rparen": ")", "colon": ":"}  # fmt: skip

# Names of sets and of expectation that many notes use without defining them.
CUSTOMARY = {"R": ("R", "bb"), "E": ("E", "bb"), "N": ("N", "bb"), "Z": ("Z", "bb"), "P": ("P", "bb")}

# Characters that people type or paste, as the LaTeX they stand for.
UNICODE = {
    "−": "-", "–": "-", "·": r"\cdot ", "⋅": r"\cdot ", "×": r"\times ", "∂": r"\partial ", "∇": r"\nabla ",
    "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ", "√": r"\sqrt ", "∞": r"\infty ", "≠": r"\ne ", "≤": r"\le ",
    "≥": r"\ge ", "≈": r"\approx ", "→": r"\to ", "←": r"\gets ", "⇒": r"\implies ", "⟹": r"\implies ", "⇔": r"\iff ",
    "∈": r"\in ", "∀": r"\forall ", "∥": r"\|", "‖": r"\|", "⊙": r"\odot ", "∘": r"\circ ", "⊤": r"\top ",
    "ᵀ": r"^\top ", "∎": r"\qed ", "✓": r"\checkmark ", "✔": r"\checkmark ",
    "…": r"\ldots ", "⋯": r"\cdots ", "⟨": r"\langle ", "⟩": r"\rangle ", "′": "'", "≡": r"\equiv ", "∝": r"\propto ",
    "∼": r"\sim ", "∴": r"\therefore ", "ℓ": r"\ell ", "ℝ": r"\mathbb{R}", "≔": r"\coloneqq ", "∗": "*",
    "𝔼": r"\mathbb{E}",
    "ŷ": r"\hat{y}", "\u00a0": " ", "\u2009": " ", "\u200b": " ", "，": ",", "（": "(", "）": ")", "。": ".", "；": ";",
}  # fmt: skip
UNICODE |= {chr(0x2080 + d): f"_{d}" for d in range(10)}
UNICODE |= {character: f"^{d}" for d, character in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_GREEK_CHARACTERS = dict(zip("αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩϵϕς", """
alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon varphi chi psi
omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega epsilon phi varsigma
""".split(), strict=True))  # noqa: SIM905  # fmt: skip
UNICODE |= {character: f"\\{name} " for character, name in _GREEK_CHARACTERS.items()}
