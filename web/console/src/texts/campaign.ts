/** What the campaign's form says of trying a message out and of promotions with dates. */
const ru = {
  trial_phone: "Проверить на себе: ваш телефон",
  trial_phone_hint: "Телефон вашей карты клиента, с согласием на рекламу.",
  trial_send: "Отправить проверку",
  trial_sent: "Проверка отправлена с пометкой «Проверка». Сегодня можно ещё: {left}.",
  promotion_points: "Акция: сертификат каждому, баллов",
  promotion_hint: "Действует в дни акции и гаснет сам.",
  promotion_from: "Акция с",
  promotion_to: "по (включительно)",
  promotion_shown: "Сертификат на {points} баллов, с {from} до {to}",
  action_campaign_tried: "сообщение кампании отправлено на проверку",
  error_no_consent: "Этот клиент не соглашался на рекламу. Согласие даётся в карте.",
  error_too_many_trials: "На сегодня проверок больше нет.",
};

type Texts = { readonly [key in keyof typeof ru]: string };

const kk: Texts = {
  trial_phone: "Өзіңізге жіберіп көру: телефоныңыз",
  trial_phone_hint: "Клиент картаңыздың телефоны, жарнамаға келісіммен.",
  trial_send: "Сынақ жіберу",
  trial_sent: "Сынақ «Сынақ» белгісімен жіберілді. Бүгін тағы: {left}.",
  promotion_points: "Акция: әрқайсысына сертификат, балл",
  promotion_hint: "Акция күндерінде жарамды, өзі сөнеді.",
  promotion_from: "Акция басы",
  promotion_to: "соңы (қоса алғанда)",
  promotion_shown: "{points} балдық сертификат, {from} – {to}",
  action_campaign_tried: "науқан хабарламасы сынаққа жіберілді",
  error_no_consent: "Бұл клиент жарнамаға келіспеген. Келісім картада беріледі.",
  error_too_many_trials: "Бүгінге сынақ қалмады.",
};

const en: Texts = {
  trial_phone: "Try it on yourself: your phone",
  trial_phone_hint: "The phone of your own customer's card, with consent to advertising.",
  trial_send: "Send a trial",
  trial_sent: "The trial is sent, marked “Trial”. Left for today: {left}.",
  promotion_points: "Promotion: a certificate for each, points",
  promotion_hint: "It is valid on the promotion's days and lapses by itself.",
  promotion_from: "Promotion from",
  promotion_to: "to (included)",
  promotion_shown: "Certificate of {points} points, {from} to {to}",
  action_campaign_tried: "campaign message tried out",
  error_no_consent: "This customer consents to no advertising. Consent is given in the card.",
  error_too_many_trials: "No more trials today.",
};

export const campaign = { ru, kk, en };
