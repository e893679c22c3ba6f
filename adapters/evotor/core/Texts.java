package tillpoints.evotor.core;

/** What the cashier reads, in Russian, Kazakh or English. */
public final class Texts {
    public enum Text {
        TITLE("Баллы", "Ұпайлар", "Points"),
        ASK_CUSTOMER("Отсканируйте карту или введите телефон", "Картаны сканерлеңіз немесе телефонды енгізіңіз",
                "Scan the card or type the phone"),
        FIND("Найти", "Табу", "Find"),
        WAIT("Подождите…", "Күте тұрыңыз…", "Wait…"),
        TIER("Уровень", "Деңгей", "Tier"),
        BALANCE("Баллов", "Ұпай саны", "Points"),
        AT_MOST("Можно списать", "Жұмсауға болады", "Can be spent"),
        MAXIMUM("Списать максимум", "Барынша жұмсау", "Spend the maximum"),
        AMOUNT("Сколько списать", "Қанша жұмсау керек", "How many to spend"),
        DONE("Готово", "Дайын", "Done"),
        SECRET("ПИН или код клиента", "Клиенттің ПИН-і немесе коды", "The customer's PIN or code"),
        CONFIRM("Подтвердить", "Растау", "Confirm"),
        WITHOUT("Не списывать", "Жұмсамау", "Spend nothing"),
        UNREGISTERED("Покупатель не зарегистрирован, баллы начислятся на телефон",
                "Сатып алушы тіркелмеген, ұпай телефонға есептеледі",
                "Not registered: points are kept for the phone"),
        OFFLINE("Нет связи: баллы начислятся позже", "Байланыс жоқ: ұпай кейін есептеледі",
                "No connection: points come later"),
        NOT_FOUND("Покупатель не найден", "Сатып алушы табылмады", "Customer not found"),
        NO_ANSWER("Программа лояльности не отвечает, продолжайте без неё",
                "Адалдық бағдарламасы жауап бермейді, онсыз жалғастырыңыз",
                "The loyalty programme does not answer, go on without it"),
        WRONG_AMOUNT("Введите число, например 150 или 99.50", "Сан енгізіңіз, мысалы 150 немесе 99.50",
                "Type a number such as 150 or 99.50");

        private final String ru;
        private final String kk;
        private final String en;

        Text(String ru, String kk, String en) {
            this.ru = ru;
            this.kk = kk;
            this.en = en;
        }
    }

    private final String language;

    public Texts(String language) {
        this.language = language;
    }

    public String of(Text text) {
        return language.equals("kk") ? text.kk : language.equals("en") ? text.en : text.ru;
    }

    /** "1 234.50", with a comma in Russian and Kazakh, without decimals where there are none. */
    public String points(long hundredths) {
        String whole = String.valueOf(Math.abs(hundredths) / 100);
        StringBuilder out = new StringBuilder(hundredths < 0 ? "-" : "");
        for (int i = 0; i < whole.length(); i++) {
            if (i > 0 && (whole.length() - i) % 3 == 0) out.append('\u00A0');
            out.append(whole.charAt(i));
        }
        long rest = Math.abs(hundredths) % 100;
        if (rest != 0) out.append(language.equals("en") ? '.' : ',').append(rest / 10).append(rest % 10);
        return out.toString();
    }
}
