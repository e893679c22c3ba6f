/** The card in the phone's own wallet. */
const ru = {
  wallet_title: "Карта в телефоне",
  wallet_what: "Карта откроется и без этой страницы. Баллы в ней — на день, когда она добавлена.",
  wallet_apple: "Добавить в Apple Wallet",
  wallet_google: "Добавить в Google Кошелёк",
};
type WalletTexts = { readonly [key in keyof typeof ru]: string };
const kk: WalletTexts = {
  wallet_title: "Телефондағы карта",
  wallet_what: "Карта бұл бетсіз де ашылады. Ондағы баллдар — қосылған күнгі баллдар.",
  wallet_apple: "Apple Wallet-ке қосу",
  wallet_google: "Google Wallet-ке қосу",
};
const en: WalletTexts = {
  wallet_title: "The card in your phone",
  wallet_what: "The card opens without this page, too. Its points are those of the day when it was added.",
  wallet_apple: "Add to Apple Wallet",
  wallet_google: "Add to Google Wallet",
};
export const wallet = { ru, kk, en };
