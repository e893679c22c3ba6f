/** What the console says of notes on a customer. */
const ru = {
  notes: "Заметки",
  note_new: "Новая заметка",
  note_hint: "Её видят все, кто открывает карточку. Клиент получит её, если попросит свои данные.",
  note_add: "Добавить",
  note_remove: "Удалить заметку",
  note_remove_why: "Удалённую заметку не вернуть. Журнал запомнит только, что она была.",
  no_notes: "Заметок нет.",
  action_note_added: "написал заметку",
  action_note_removed: "удалил заметку",
  error_not_yours: "Удалить заметку может её автор или владелец.",
};

type Texts = { readonly [key in keyof typeof ru]: string };

const kk: Texts = {
  notes: "Ескертпелер",
  note_new: "Жаңа ескертпе",
  note_hint: "Оны картаны ашқандардың бәрі көреді. Клиент өз деректерін сұраса, оны да алады.",
  note_add: "Қосу",
  note_remove: "Ескертпені жою",
  note_remove_why: "Жойылған ескертпе қайтарылмайды. Журналда тек оның болғаны қалады.",
  no_notes: "Ескертпе жоқ.",
  action_note_added: "ескертпе жазды",
  action_note_removed: "ескертпені жойды",
  error_not_yours: "Ескертпені авторы немесе иесі ғана жоя алады.",
};

const en: Texts = {
  notes: "Notes",
  note_new: "New note",
  note_hint: "Everybody who opens the card sees it. The customer gets it on asking for the own data.",
  note_add: "Add",
  note_remove: "Remove the note",
  note_remove_why: "A removed note does not come back. The audit log keeps only that there was one.",
  no_notes: "There are no notes.",
  action_note_added: "wrote a note",
  action_note_removed: "removed a note",
  error_not_yours: "Only its author or an owner may remove a note.",
};

export const notes = { ru, kk, en };
