/** What the forms of campaigns and draws say of segments, of samples of a message, and of promotions with dates. */
const ru = {
  segment_without_tag: "Кроме тех, у кого метка",
  segment_branch: "Филиал последней покупки",
  sample_phone: "Проверить на себе: ваш телефон",
  sample_phone_hint: "Телефон вашей карты клиента, с согласием на рекламу.",
  sample_send: "Отправить проверку",
  sample_sent: "Проверка отправлена с пометкой «Проверка». Сегодня можно ещё: {left}.",
  promotion_points: "Акция: сертификат каждому, баллов",
  promotion_hint: "Действует в дни акции и гаснет сам.",
  promotion_from: "Акция с",
  promotion_to: "по (включительно)",
  promotion_shown: "Сертификат на {points} баллов, с {from} до {to}",
  action_campaign_sampled: "сообщение кампании отправлено на проверку",
  error_no_consent: "Этот клиент не соглашался на рекламу. Согласие даётся в карте.",
  error_too_many_samples: "На сегодня проверок больше нет.",
};

type Texts = { readonly [key in keyof typeof ru]: string };

const kk: Texts = {
  segment_without_tag: "Мына белгісі барлардан басқа",
  segment_branch: "Соңғы сатып алған филиалы",
  sample_phone: "Өзіңізге жіберіп көру: телефоныңыз",
  sample_phone_hint: "Клиент картаңыздың телефоны, жарнамаға келісіммен.",
  sample_send: "Сынақ жіберу",
  sample_sent: "Сынақ «Сынақ» белгісімен жіберілді. Бүгін тағы: {left}.",
  promotion_points: "Акция: әрқайсысына сертификат, балл",
  promotion_hint: "Акция күндерінде жарамды, өзі сөнеді.",
  promotion_from: "Акция басы",
  promotion_to: "соңы (қоса алғанда)",
  promotion_shown: "{points} балдық сертификат, {from} – {to}",
  action_campaign_sampled: "науқан хабарламасы сынаққа жіберілді",
  error_no_consent: "Бұл клиент жарнамаға келіспеген. Келісім картада беріледі.",
  error_too_many_samples: "Бүгінге сынақ қалмады.",
};

const en: Texts = {
  segment_without_tag: "Without those with the tag",
  segment_branch: "Branch of the last purchase",
  sample_phone: "Try it on yourself: your phone",
  sample_phone_hint: "The phone of your own customer's card, with consent to advertising.",
  sample_send: "Send a sample",
  sample_sent: "The sample is sent, marked “Sample”. Left for today: {left}.",
  promotion_points: "Promotion: a certificate for each, points",
  promotion_hint: "It is valid on the promotion's days and lapses by itself.",
  promotion_from: "Promotion from",
  promotion_to: "to (included)",
  promotion_shown: "Certificate of {points} points, {from} to {to}",
  action_campaign_sampled: "campaign message sampled",
  error_no_consent: "This customer consents to no advertising. Consent is given in the card.",
  error_too_many_samples: "No more samples today.",
};

export const campaign = { ru, kk, en };
