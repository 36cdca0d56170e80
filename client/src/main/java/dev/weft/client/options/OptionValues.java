package dev.weft.client.options;

import dev.weft.client.options.ParsedOptions.Given;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses option values. The error for a wrong one names the option, the value and what is allowed. */
final class OptionValues {

    private static final Pattern MEMORY = Pattern.compile("([0-9]{1,18})\\s*([a-z]*)");
    private static final String UNITS = "b|bytes|k|kb|kibibytes|m|mb|mebibytes|g|gb|gibibytes|t|tb|tebibytes";

    private OptionValues() {}

    /** A whole number from 1 to {@code most}. */
    static String number(Given given, String what, int most) {
        String text = given.value().strip();
        if (text.matches("[0-9]+")) {
            BigInteger number = new BigInteger(text);
            if (number.signum() > 0 && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number.toString();
            }
        }
        throw OptionTable.wrong("option " + given.name() + ": " + what + " must be a whole number from 1 to " + most
                + ", not '" + given.value() + "'");
    }

    /** A memory size; megabytes when it has no unit. */
    static String memory(Given given) {
        Matcher matcher = MEMORY.matcher(given.value().strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()
                || Long.parseLong(matcher.group(1)) == 0
                || !(matcher.group(2).isEmpty() || matcher.group(2).matches(UNITS))) {
            throw OptionTable.wrong("option " + given.name() + ": '" + given.value() + "' is not a memory size;"
                    + " it must be a whole number above 0 with an optional unit b, k, m, g or t (without unit:"
                    + " megabytes), for example 2048 or 2g");
        }
        String unit = matcher.group(2).isEmpty() ? "m" : matcher.group(2);
        return Long.parseLong(matcher.group(1)) + unit;
    }

    /** A text that is not blank. */
    static String text(Given given) {
        if (given.value().isBlank()) {
            throw OptionTable.wrong("option " + given.name() + " must not be blank");
        }
        return given.value().strip();
    }
}
