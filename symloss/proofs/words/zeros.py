"""Words that set a derivative to zero, and words of what is found there, in the languages that notes are written in."""

from __future__ import annotations

import re

from symloss.proofs.words.prose import MATH

_SLOPES = r"(?:derivatives?|gradients?|slopes?|partials?|score)"
_ZERO = rf"(?:zero|0|{MATH})"
_OBJECT = (
    rf"(?P<named>(?:the|its|this|these|each|both|all)(?: \w+){{0,3}} {_SLOPES}\b[^.]*?)"
    rf"|(?P<last>it|this|these|them|both|the(?: \w+){{0,2}} (?:expressions?|equations?|results?|side|above))"
    rf"|(?P<shown>{MATH})"
)
_NAUGHT = rf"(?:null|z[ée]ro|cero|zera|нулю|không|ゼロ|零|영|0|{MATH})"
SETS = re.compile(
    rf"\b(?:set(?:ting|s)?|equat\w+|put(?:ting)?)\s+(?:{_OBJECT})\s*(?:equal )?(?:to|equals?|=)?\s*{_ZERO}"
    rf"|\b{_SLOPES}\b[^.]*\b(?:vanish\w*|(?:is|are|be|equals?|becomes?) (?:equal to )?{_ZERO})"
    r"|\bfirst[- ]order (?:optimality )?conditions?|令[^。]*导数?[^。]*(?:零|0)|导数为\s*(?:零|0)"
    rf"|\bnull\s?(?:ge|zu)?setz\w*|\bsetz\w+[^.;]*\bgleich {_NAUGHT}|\bgleich {_NAUGHT} (?:ge|zu)?setz\w*"
    rf"|\bverschwind\w+|\bs?['’]?annul(?:er|ant|ons|e|ent|ando|amos|am|a|lando|la|liamo)\b|\bégal\w* à {_NAUGHT}"
    rf"|\bigual(?:ando|ar|amos|a|e|ada|emos)?(?: \w+){{0,4}} a {_NAUGHT}"
    rf"|\b(?:uguagli\w+|(?:poniamo|ponendo|porre)(?: \w+){{0,3}} ugual\w)(?: \w+){{0,3}} a {_NAUGHT}"
    rf"|\bprzyrówn\w+[^.]*\bdo {_NAUGHT}|приравн\w+[^.]*к {_NAUGHT}|\bđạo hàm[^.]*\bbằng {_NAUGHT}"
    rf"|{_NAUGHT}\s*(?:と[お置]|に(?:等し|なる|おく|置))|{_NAUGHT}\s*(?:으로|로|이|과)\s*(?:두|놓|설정|되|같)"
    rf"|[令设設](?:其|它|之|上式|此式)?[^。]{{0,4}}[为為于於]\s*{_NAUGHT}|[令设設][^。]*[导導微偏][^。]*{_NAUGHT}|[导導]数?數?[^。]{{0,6}}[为為][^。]{{0,2}}{_NAUGHT}",
    re.IGNORECASE,
)
NONE = re.compile(
    r"\b(?:no|not|cannot|never|without|un\w+able|impossible|n't|guess|start\w*|initial\w*"
    r"|kein\w*|nicht|ohne|nie|pas|jamais|sans|nunca|não|sem|non|senza|bez|không thể)\b"
    r"|\bне\b|\bбез\b|ない|ません|않|없|不能|无法|無法|没有",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\b(?:where|with|denotes?|write|let|defin\w+|wobei|mit|sei(?:en)?|où|avec|soit|donde|con|sea|onde|com|seja|dove|sia"
    r"|gdzie|где|пусть|trong đó|đặt)\b|其中|记|設|设|ただし|ここで|여기서",
    re.IGNORECASE,
)
_FOUND = (
    r"solution|solv\w+|root|find|found|estimat\w+|estimator|minimi[sz]er|maximi[sz]er|minimum|maximum|optimum"
    r"|optimal|attained|implies|leads? to|result\w*|arrive|gets?"
    r"|(?:auf)?lös\w+|umstell\w+|ergibt|folgt|erh(?:ä|ae)lt|erhalten|schätz\w+"
    r"|liefert|résou\w+|résolv\w+|obt\w+|donne|d'où|estimateur|trouve"
    r"|soluci[oó]n|solução|resolv\w+|resuelv\w+|despej\w+|isol\w+|estimador|resulta"
    r"|soluzione|risolv\w+|otti?en\w+|stimatore|ricav\w+|rozwiąz\w+|otrzym\w+|estymator"
    r"|реш\w+|получ\w+|находим|оценк\w+|отсюда|giải|nghiệm|suy ra|ta được|thu được"
)
FINDS = re.compile(rf"\b(?:{_FOUND})\b|[得解求]|推定|풀|구하|얻", re.IGNORECASE)
POINTS = re.compile(rf"{FINDS.pattern}|\b(?:only|when|if|at|where|for)\s*\Z", re.IGNORECASE)
