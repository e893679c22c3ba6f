/** What is said of tables for spreadsheets, and of the report by branch and tier. */
const ru = {
  save_xlsx: "Сохранить XLSX",
  customers_xlsx: "Все клиенты, XLSX",
  customers_csv: "Все клиенты, CSV",
  has_card: "с картой",
  all_branches: "Все филиалы",
  members_by_tier: "Участники по уровням, сейчас",
  branch_note: "Филиалу принадлежат его покупки, возвраты, оценки и баллы за них. Прочерк — у того, что относится ко всей компании: контакты, приглашения, долг в баллах, выгода. Чеки без карты отнесены к филиалу кассира.",
  action_customers_listed: "выгрузил список клиентов",
  error_too_many_rows: "В XLSX помещается не больше 1 048 575 клиентов. Возьмите CSV.",
};

type Texts = { readonly [key in keyof typeof ru]: string };

const kk: Texts = {
  save_xlsx: "XLSX сақтау",
  customers_xlsx: "Барлық клиенттер, XLSX",
  customers_csv: "Барлық клиенттер, CSV",
  has_card: "картасы бар",
  all_branches: "Барлық филиалдар",
  members_by_tier: "Деңгейлер бойынша қатысушылар, қазір",
  branch_note: "Филиалға оның сатып алулары, қайтарулары, бағалары және олар үшін балдар жатады. Бүкіл компанияға қатысты нәрседе сызықша тұрады: байланыстар, шақырулар, балл бойынша қарыз, пайда. Картасыз чектер кассирдің филиалына жатқызылған.",
  action_customers_listed: "клиенттер тізімін жүктеді",
  error_too_many_rows: "XLSX файлына 1 048 575 клиенттен көп сыймайды. CSV алыңыз.",
};

const en: Texts = {
  save_xlsx: "Save XLSX",
  customers_xlsx: "All customers, XLSX",
  customers_csv: "All customers, CSV",
  has_card: "with a card",
  all_branches: "All branches",
  members_by_tier: "Members by tier, now",
  branch_note: "A branch has its purchases, refunds, ratings, and the points for them. A dash stands where a figure belongs to the whole company: contacts, referral, points owed, benefit. Receipts without a card are counted by the branch of their cashier.",
  action_customers_listed: "saved the list of customers",
  error_too_many_rows: "An XLSX file holds no more than 1 048 575 customers. Take CSV.",
};

export const tables = { ru, kk, en };
