package dev.weft.util;

import java.util.Arrays;

/**
 * Checks of arguments and state whose failures say what is wrong. Messages with arguments use {@code %s} for each.
 */
public final class Preconditions {
    private Preconditions() {}

    public static <T> T checkNotNull(T reference) {
        if (reference == null) {
            throw new NullPointerException();
        }
        return reference;
    }

    public static <T> T checkNotNull(T reference, String errorMessage) {
        if (reference == null) {
            throw new NullPointerException(errorMessage);
        }
        return reference;
    }

    public static <T> T checkNotNull(T reference, String errorMessageTemplate, Object... errorMessageArgs) {
        if (reference == null) {
            throw new NullPointerException(filled(errorMessageTemplate, errorMessageArgs));
        }
        return reference;
    }

    public static void checkArgument(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }

    public static void checkArgument(boolean condition, Object errorMessage) {
        if (!condition) {
            throw new IllegalArgumentException(String.valueOf(errorMessage));
        }
    }

    public static void checkArgument(boolean condition, String errorMessageTemplate, Object... errorMessageArgs) {
        if (!condition) {
            throw new IllegalArgumentException(filled(errorMessageTemplate, errorMessageArgs));
        }
    }

    public static void checkState(boolean condition) {
        if (!condition) {
            throw new IllegalStateException();
        }
    }

    public static void checkState(boolean condition, Object errorMessage) {
        if (!condition) {
            throw new IllegalStateException(String.valueOf(errorMessage));
        }
    }

    public static void checkState(boolean condition, String errorMessageTemplate, Object... errorMessageArgs) {
        if (!condition) {
            throw new IllegalStateException(filled(errorMessageTemplate, errorMessageArgs));
        }
    }

    // never fails, whatever the template: a wrong message must not hide what went wrong
    private static String filled(String template, Object... args) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        int used = 0;
        for (int hole = template.indexOf("%s"); hole >= 0 && used < args.length; hole = template.indexOf("%s", from)) {
            text.append(template, from, hole).append(args[used++]);
            from = hole + 2;
        }
        text.append(template, from, template.length());
        if (used < args.length) {
            text.append(" [")
                    .append(String.join(
                            ", ",
                            Arrays.stream(args).skip(used).map(String::valueOf).toList()))
                    .append(']');
        }
        return text.toString();
    }
}
