/** What is said of tables for spreadsheets, and of the report by branch and tier. */
const ru = {
  save_xlsx: "Сохранить XLSX",
  customers_xlsx: "Все клиенты, XLSX",
  customers_csv: "Все клиенты, CSV",
  has_card: "с картой",
  all_branches: "Все филиалы",
  members_by_tier: "Участники по уровням, сейчас",
  views_by_quarter: "Просмотры карты по кварталам",
  quarter_of: "{quarter}-й квартал {year}",
  line_views_all: "Просмотры карты",
  formula_views_all: "Открытия карты и просмотры её разделов: история, приглашение, сообщения, товары, магазины. Считаются по дням (UTC) без имён; открывший карту без регистрации тоже считается. Через кассу и бот — нет.",
  line_views_openings: "Из них открытий карты",
  formula_views_openings: "Сколько раз страница карты загружена. Оставленная открытой и увиденная снова считается один раз, открытая без сети — нет.",
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
  views_by_quarter: "Картаны қараулар, тоқсандар бойынша",
  quarter_of: "{year} ж. {quarter}-тоқсан",
  line_views_all: "Картаны қараулар",
  formula_views_all: "Картаның ашылуы және оның бөлімдерін қарау: тарих, шақыру, хабарламалар, тауарлар, дүкендер. Күн бойынша (UTC) есімсіз саналады; картаны тіркелмей ашқан адам да саналады. Касса мен бот арқылы — жоқ.",
  line_views_openings: "Оның ішінде карта ашылуы",
  formula_views_openings: "Карта беті неше рет жүктелді. Ашық қалып, қайта қаралған бет бір рет саналады, желісіз ашылған — саналмайды.",
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
  views_by_quarter: "Views of the card by quarter",
  quarter_of: "Quarter {quarter} of {year}",
  line_views_all: "Views of the card",
  formula_views_all: "Openings of the card and views of its sections: history, invitation, messages, goods, shops. Counted by day (UTC) without names; who opens the card without joining counts, too. Tills and the bot do not.",
  line_views_openings: "Openings of the card among them",
  formula_views_openings: "How often the card's page was loaded. One that stays open and is seen again counts once, one that opens without a network does not count.",
  branch_note: "A branch has its purchases, refunds, ratings, and the points for them. A dash stands where a figure belongs to the whole company: contacts, referral, points owed, benefit. Receipts without a card are counted by the branch of their cashier.",
  action_customers_listed: "saved the list of customers",
  error_too_many_rows: "An XLSX file holds no more than 1 048 575 customers. Take CSV.",
};

export const tables = { ru, kk, en };
