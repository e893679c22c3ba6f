/** What the programme says about redemptions that the customer confirms. */
export const confirmation = {
  ru: {
    group_redemption_confirmation: "Подтверждение списания",
    rule_above: "Списание больше, баллов",
    why_above: "Такое списание клиент подтверждает PIN или кодом. Прочерк: из-за размера не нужно.",
    rule_by_phone: "Всегда по телефону",
    why_by_phone: "Кого нашли по номеру, подтверждает любое списание: чужой номер знают многие.",
  },
  kk: {
    group_redemption_confirmation: "Шегеруді растау",
    rule_above: "Мынадан көп балл шегеру",
    why_above: "Мұндай шегеруді клиент PIN немесе кодпен растайды. Сызықша: мөлшеріне қарай қажет емес.",
    rule_by_phone: "Телефонмен әрқашан",
    why_by_phone: "Нөмірі бойынша табылған клиент кез келген шегеруді растайды: бөтен нөмірді көпшілік біледі.",
  },
  en: {
    group_redemption_confirmation: "Confirmation of redemptions",
    rule_above: "Redemptions of more points than",
    why_above: "The customer confirms such a redemption by a PIN or a code. A dash: none because of its size.",
    rule_by_phone: "Always by phone",
    why_by_phone: "Who is found by a number confirms every redemption, because many people know a number.",
  },
} as const;
