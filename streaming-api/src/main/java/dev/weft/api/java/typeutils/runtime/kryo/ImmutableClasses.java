package dev.weft.api.java.typeutils.runtime.kryo;

import java.util.Set;

/** JDK classes that are final, or sealed within the JDK, and never change. Named, so that none is loaded for asking. */
final class ImmutableClasses {
    private static final Set<String> NAMES = Set.of(
            "java.time.DayOfWeek",
            "java.time.Duration",
            "java.time.Month",
            "java.time.MonthDay",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.Period",
            "java.time.Year",
            "java.time.YearMonth",
            "java.time.ZoneId",
            "java.time.ZoneOffset",
            "java.time.ZonedDateTime",
            "java.util.Currency",
            "java.util.Locale",
            "java.util.UUID",
            "java.util.regex.Pattern",
            "java.net.URI",
            "java.net.Inet4Address",
            "java.net.Inet6Address",
            "java.lang.Class");

    private ImmutableClasses() {}

    static boolean contains(Class<?> type) {
        return NAMES.contains(type.getName());
    }
}
