package dev.weft.api.java.typeutils.runtime.kryo;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;

/**
 * Proves by its declarations that a class is immutable: no subclass can add state, every field is final, and the same
 * holds for the classes of the fields.
 */
final class ImmutableClasses {

    /** Of the JDK, final or sealed within it. Named, so that none is loaded for asking. */
    private static final Set<String> NAMES = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Class",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.String",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.net.Inet4Address",
            "java.net.Inet6Address",
            "java.net.URI",
            "java.time.DayOfWeek",
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
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
            "java.util.regex.Pattern");

    private ImmutableClasses() {}

    static boolean prove(Class<?> type) {
        return prove(type, new HashSet<>());
    }

    /** @param assumed classes whose proof is under way: one that contains itself adds nothing new */
    private static boolean prove(Class<?> type, Set<Class<?>> assumed) {
        if (type.isPrimitive() || NAMES.contains(type.getName()) || !assumed.add(type)) {
            return true;
        }
        if (type.isEnum()) {
            return true;
        }
        if (type.isArray() || type.isHidden() || type.getName().startsWith("java.")) {
            return false;
        }
        return nothingAdds(type, assumed) && everyFieldStays(type, assumed);
    }

    private static boolean nothingAdds(Class<?> type, Set<Class<?>> assumed) {
        if (!type.isSealed()) {
            return Modifier.isFinal(type.getModifiers());
        }
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (!prove(permitted, assumed)) {
                return false;
            }
        }
        return true;
    }

    private static boolean everyFieldStays(Class<?> type, Set<Class<?>> assumed) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !(Modifier.isFinal(field.getModifiers()) && prove(field.getType(), assumed))) {
                    return false;
                }
            }
        }
        return true;
    }
}
