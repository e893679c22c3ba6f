package tillpoints.evotor.core;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What kind of goods a position is, in the words of plugin/pricing/PRICING.md. When in doubt it is left alone. */
final class Goods {
    private static final long FULL_SETTLEMENT = 3;
    private static final Set<String> KNOWN = new HashSet<String>(Arrays.asList("NORMAL", "SERVICE", "ALCOHOL_MARKED",
            "ALCOHOL_NOT_MARKED", "BEER_MARKED", "BEER_MARKED_KEG", "TOBACCO_MARKED", "TOBACCO_PRODUCTS_MARKED",
            "MEDICINE_MARKED", "SHOES_MARKED", "TYRES_MARKED", "PERFUME_MARKED", "PHOTOS_MARKED",
            "LIGHT_INDUSTRY_MARKED", "DAIRY_MARKED", "WATER_MARKED", "BIKE_MARKED", "JEWELRY_MARKED", "FUR_MARKED",
            "ANTISEPTIC_MARKED", "DIETARY_SUPPLEMENTS_MARKED", "JUICE_MARKED", "WHEELCHAIRS_MARKED",
            "MEDICAL_DEVICES_MARKED", "LOTTERY_TICKET", "LOTTERY_PRIZE"));

    private Goods() {}

    static String type(Position position) {
        if (position.settlement != null && position.settlement != FULL_SETTLEMENT) return "ADVANCE";
        if (position.agent) return "AGENT_GOODS";
        if (position.preferential) return "PREFERENTIAL_MEDICINE";
        return KNOWN.contains(position.type) ? position.type : "UNKNOWN";
    }

    static boolean excluded(Position position) {
        return !KNOWN.contains(position.type)
                || (position.marked() && (position.type.equals("NORMAL") || position.type.equals("SERVICE")));
    }
}
