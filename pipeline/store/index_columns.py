"""The columns of the index by which tasks are found, as SQL over a task ``t`` and its plan ``d``.

Text to be searched is *bare*: lower case, without marks, every run of other characters than
letters, digits and "%" one space, and a space at both ends, so that " so y te " is found where,
and only where, these syllables follow one another. Entries of a list are parted by " | ".
"""

from __future__ import annotations

from typing import Final

FOLD: Final = r"""
create or replace macro khong_dau(x) as
    replace(strip_accents(lower(nfc_normalize(x))), 'đ', 'd');
create or replace macro bare(x) as
    ' ' || trim(regexp_replace(khong_dau(coalesce(x, '')), '[^a-z0-9%]+', ' ', 'g')) || ' ';
create or replace macro bare_list(xs) as
    ' |' || coalesce(array_to_string(list_transform(xs, lambda x: bare(x)), '|'), '') || '| ';
create or replace macro syllable_bits(words, part) as
    coalesce(list_aggregate(list_transform(
        list_filter(str_split(trim(words), ' '),
                    lambda s: s not in ('', '|', '||') and hash(s) % 256 // 64 = part),
        lambda s: 1::ubigint << (hash(s) % 64)), 'bit_or'), 0::ubigint);
"""

# The syllables of a task as 256 bits, of which 43 are set on average: a question's syllables that
# are not among them need not be looked for in the text. A question of six words over 200,000
# tasks reads the text of some hundred (see bench/questions.py).
BIT_PARTS: Final = 4

INDEXED: Final[dict[str, str]] = {
    "q_content": "bare(t.content)",
    "q_words": "concat(bare(t.content), '|', bare(t.result), '|', bare(t.section), '|', "
    "bare_list(list_concat(t.lead_units, t.lead_units_canonical)), "
    "bare_list(list_concat(t.coordinating_units, t.coordinating_units_canonical)), "
    "bare(t.deadline_text), '|', "
    "bare_list(map_values(t.extra)))",
    **{f"q_bits{part}": f"syllable_bits(q_words, {part})" for part in range(BIT_PARTS)},
    "q_lead": "bare_list(list_concat(t.lead_units, t.lead_units_canonical))",
    "q_coordinating": "bare_list(list_concat(t.coordinating_units, "
    "t.coordinating_units_canonical))",
    "q_indicators": "bare_list(list_transform(t.indicators, "
    "lambda i: concat(i.text, ' ', i.unit)))",
    "q_issuer": "concat(bare(t.issuer), '|', bare(d.issuer_parent))",
    "q_place": "concat(bare(d.place), '|', bare(t.issuer), '|', bare(d.issuer_parent))",
    "q_plan": "concat(bare(t.document_number), '|', bare(t.document_title), '|', "
    "bare(parse_filename(t.source_file)))",
    "q_year": "d.plan_year",
    "q_confidence": "list_min(map_values(t.confidence))",
}
