/** What the console says of answers to ratings. */
const ru = {
  unanswered_only: "Только без ответа",
  all_answered: "Оценок без ответа нет.",
  rating_answer: "Ответить",
  rating_answer_change: "Изменить ответ",
  rating_answer_label: "Ответ клиенту",
  rating_answer_hint: "Клиент получит его сообщением и увидит в карте рядом с покупкой. Сообщение приходит один раз: изменённый ответ будет только в карте.",
  rating_answered_by: "Ответ: {name}, {when}",
  rating_answer_erased: "Слова удалены вместе с данными клиента.",
  action_rating_answered: "ответил на оценку",
  action_rating_answer_changed: "изменил ответ на оценку",
  error_answered_meanwhile: "Кто-то уже ответил. Прочитайте его слова, прежде чем заменить их.",
};

type Texts = { readonly [key in keyof typeof ru]: string };

const kk: Texts = {
  unanswered_only: "Жауапсыздары ғана",
  all_answered: "Жауапсыз баға жоқ.",
  rating_answer: "Жауап беру",
  rating_answer_change: "Жауапты өзгерту",
  rating_answer_label: "Клиентке жауап",
  rating_answer_hint: "Клиент оны хабарлама ретінде алады және картада сатып алудың жанында көреді. Хабарлама бір рет келеді: өзгертілген жауап тек картада болады.",
  rating_answered_by: "Жауап: {name}, {when}",
  rating_answer_erased: "Сөздер клиенттің деректерімен бірге жойылды.",
  action_rating_answered: "бағаға жауап берді",
  action_rating_answer_changed: "бағаға берген жауабын өзгертті",
  error_answered_meanwhile: "Біреу жауап беріп қойды. Ауыстырмас бұрын оның сөзін оқыңыз.",
};

const en: Texts = {
  unanswered_only: "Without an answer only",
  all_answered: "Every rating is answered.",
  rating_answer: "Answer",
  rating_answer_change: "Change the answer",
  rating_answer_label: "Answer to the customer",
  rating_answer_hint: "The customer gets it as a message and sees it in the card beside the purchase. The message comes once: a changed answer is in the card only.",
  rating_answered_by: "Answer: {name}, {when}",
  rating_answer_erased: "The words were erased with the customer's data.",
  action_rating_answered: "answered a rating",
  action_rating_answer_changed: "changed the answer to a rating",
  error_answered_meanwhile: "Somebody has answered meanwhile. Read their words before you replace them.",
};

export const ratings = { ru, kk, en };
