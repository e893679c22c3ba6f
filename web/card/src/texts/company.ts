/** What the card says of the company and its branches. */
const ru = {
  company_open: "Магазины и контакты",
  company_title: "О магазине",
  company_phone: "Телефон",
  company_site: "Сайт",
  company_branches: "Где мы",
  company_no_branches: "Магазин ещё не указал адресов.",
  company_open_until: "Открыто до {time}",
  company_open_always: "Открыто круглосуточно",
  company_closed_until: "Закрыто, откроется {time}",
  company_closed: "Закрыто",
  company_hours: "Часы работы",
  company_day_off: "выходной",
  company_special: "Особые дни",
};
type CompanyTexts = { readonly [key in keyof typeof ru]: string };
const kk: CompanyTexts = {
  company_open: "Дүкендер мен байланыс",
  company_title: "Дүкен туралы",
  company_phone: "Телефон",
  company_site: "Сайт",
  company_branches: "Біз қайдамыз",
  company_no_branches: "Дүкен мекенжайларын әлі көрсетпеген.",
  company_open_until: "{time} дейін ашық",
  company_open_always: "Тәулік бойы ашық",
  company_closed_until: "Жабық, {time} ашылады",
  company_closed: "Жабық",
  company_hours: "Жұмыс уақыты",
  company_day_off: "демалыс",
  company_special: "Ерекше күндер",
};
const en: CompanyTexts = {
  company_open: "Shops and contacts",
  company_title: "About the shop",
  company_phone: "Phone",
  company_site: "Site",
  company_branches: "Where we are",
  company_no_branches: "The shop has told no addresses yet.",
  company_open_until: "Open until {time}",
  company_open_always: "Open around the clock",
  company_closed_until: "Closed, opens {time}",
  company_closed: "Closed",
  company_hours: "Opening hours",
  company_day_off: "closed",
  company_special: "Special days",
};
export const company = { ru, kk, en };
