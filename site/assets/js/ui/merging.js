/** Parts that several people filled in, put together item by item. Pure. */

const FIELDS = ["answer", "evidence", "action", "owner", "due", "target"];

/** What stands in a field of an item; undefined where nothing does. */
const at = ({ answers, notes }, item, field) => (field === "answer" ? answers[item] : notes[item]?.[field]);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const put = (document, item, field, value) => (field === "answer"
  ? { ...document, answers: { ...document.answers, [item]: value } }
  : { ...document, notes: { ...document.notes, [item]: { ...document.notes[item], [field]: value } } });

/** Who wrote at an item, once something of theirs was taken: both names where both wrote. */
const signed = (document, theirs, item) => {
  const names = [document.notes[item]?.by, theirs.notes[item]?.by].filter(Boolean).flatMap((by) => by.split(", "));
  return names.length ? put(document, item, "by", [...new Set(names)].join(", ")) : document;
};

/**
 * What a merge does: {document: mine with all of theirs that stands alone, taken: [{item, field}],
 * conflicts: [{item, field, mine, theirs, byMine, byTheirs}]}. Nothing of mine is replaced.
 */
export const mergePlan = (mine, theirs, items) => {
  let document = { ...mine };
  for (const key of ["provider", "name", "date"]) document[key] ||= theirs[key];
  const taken = [], conflicts = [];
  for (const { id: item } of items) {
    for (const field of FIELDS) {
      const [here, there] = [at(mine, item, field), at(theirs, item, field)];
      if (there === undefined || same(here, there)) continue;
      if (here === undefined) {
        document = signed(put(document, item, field, there), theirs, item);
        taken.push({ item, field });
      } else {
        conflicts.push({ item, field, mine: here, theirs: there, byMine: mine.notes[item]?.by ?? "", byTheirs: theirs.notes[item]?.by ?? "" });
      }
    }
  }
  return { document, taken, conflicts };
};

/** The document with one conflict settled their way. */
export const takeTheirs = (document, theirs, { item, field, theirs: value }) => signed(put(document, item, field, value), theirs, item);

/** The part of a document that belongs to some sections, for one person. */
export const partOf = (document, rules, sections, person) => {
  const ids = new Set(rules.sections.filter(({ id }) => sections.includes(id)).flatMap(({ items }) => items.map(({ id }) => id)));
  const only = (record) => Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)));
  return {
    ...document,
    answers: only(document.answers),
    notes: only(document.notes),
    kept: { "x-part": { for: person, sections, of: document.id } },
  };
};

/** A record kept with a document, also where it came from a file. */
export const keptRecord = ({ kept }, key) => {
  const record = kept[key];
  return record instanceof Map ? Object.fromEntries(record) : record ?? {};
};
