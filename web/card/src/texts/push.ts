/** What the shop tells this browser. */
const ru = {
  push_title: "Уведомления",
  push_what: "Магазин сообщит здесь о готовом заказе и спросит о покупке, даже когда карта закрыта. Коды сюда не приходят.",
  push_on: "Включить на этом устройстве",
  push_off: "Выключить на этом устройстве",
  push_is_on: "Уведомления включены на этом устройстве.",
  push_denied: "Браузер не разрешает уведомления этой страницы. Разрешите их в его настройках.",
  push_impossible: "Этот браузер не показывает уведомлений. На iPhone сначала добавьте карту на экран «Домой».",
  push_failed: "Браузер не смог включить уведомления. Попробуйте позже.",
  error_unknown_push_service: "Служба уведомлений этого браузера магазину неизвестна.",
  consent_push: "Присылать предложения магазина уведомлениями",
};
type PushTexts = { readonly [key in keyof typeof ru]: string };
const kk: PushTexts = {
  push_title: "Хабарландырулар",
  push_what: "Дүкен мұнда карта жабық кезде де тапсырыстың дайын екенін хабарлап, сатып алу туралы сұрайды. Кодтар мұнда келмейді.",
  push_on: "Осы құрылғыда қосу",
  push_off: "Осы құрылғыда өшіру",
  push_is_on: "Хабарландырулар осы құрылғыда қосулы.",
  push_denied: "Браузер бұл беттің хабарландыруларына рұқсат бермейді. Оларға браузердің баптауларында рұқсат беріңіз.",
  push_impossible: "Бұл браузер хабарландыруларды көрсетпейді. iPhone-да алдымен картаны «Негізгі экранға» қосыңыз.",
  push_failed: "Браузер хабарландыруларды қоса алмады. Кейінірек қайталаңыз.",
  error_unknown_push_service: "Бұл браузердің хабарландыру қызметі дүкенге белгісіз.",
  consent_push: "Дүкен ұсыныстарын хабарландырумен жіберу",
};
const en: PushTexts = {
  push_title: "Notifications",
  push_what: "The shop tells you here when an order is ready and asks about a purchase, also while the card is closed. Codes do not come here.",
  push_on: "Turn on for this device",
  push_off: "Turn off for this device",
  push_is_on: "Notifications are on for this device.",
  push_denied: "The browser does not allow notifications of this page. Allow them in its settings.",
  push_impossible: "This browser shows no notifications. On an iPhone, add the card to the home screen first.",
  push_failed: "The browser could not turn notifications on. Try again later.",
  error_unknown_push_service: "The shop does not know this browser's push service.",
  consent_push: "Send the shop's offers as notifications",
};
export const push = { ru, kk, en };
