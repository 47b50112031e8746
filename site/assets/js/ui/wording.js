/** The wording of somebody's own sheet, kept in this browser and shown at its items. It goes into no file. */

/** {itemId: text} of what the browser keeps; {} where there is none or it can't be read. */
export const keptWording = (store) => {
  try {
    return JSON.parse(store.read("wording").text) ?? {};
  } catch {
    return {};
  }
};

export const showWording = ({ store, root }) => {
  const texts = keptWording(store);
  for (const fieldset of root.querySelectorAll("[data-item]")) {
    const text = texts[fieldset.dataset.item] ?? "", place = fieldset.querySelector("[data-show=theirs]");
    place.textContent = text;
    place.hidden = !text;
    if (fieldset.dataset.kind !== "criterion") continue;
    // Laid out as an item with wording of its own, which some have anyway.
    fieldset.dataset.worded ??= fieldset.classList.contains("item--worded");
    fieldset.classList.toggle("item--worded", Boolean(text) || fieldset.dataset.worded === "true");
  }
};
