package dev.weft.util;

import java.util.Arrays;

/**
 * Checks of arguments and state whose failures say what is wrong. Messages with arguments use {@code %s} for each.
 */
public final class Preconditions {
    private Preconditions() {}

    /**
     * Fails if the reference is null.
     *
     * @return the reference
     * @throws NullPointerException without a message
     */
    public static <T> T checkNotNull(T reference) {
        if (reference == null) {
            throw new NullPointerException();
        }
        return reference;
    }

    /**
     * Fails if the reference is null.
     *
     * @return the reference
     * @throws NullPointerException with the message
     */
    public static <T> T checkNotNull(T reference, String errorMessage) {
        if (reference == null) {
            throw new NullPointerException(errorMessage);
        }
        return reference;
    }

    /**
     * Fails if the reference is null.
     *
     * @return the reference
     * @throws NullPointerException with the message, in which each {@code %s} stands for an argument
     */
    public static <T> T checkNotNull(T reference, String errorMessageTemplate, Object... errorMessageArgs) {
        if (reference == null) {
            throw new NullPointerException(filled(errorMessageTemplate, errorMessageArgs));
        }
        return reference;
    }

    /**
     * Fails if the condition is false.
     *
     * @throws IllegalArgumentException without a message
     */
    public static void checkArgument(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }

    /**
     * Fails if the condition is false.
     *
     * @throws IllegalArgumentException with the message
     */
    public static void checkArgument(boolean condition, Object errorMessage) {
        if (!condition) {
            throw new IllegalArgumentException(String.valueOf(errorMessage));
        }
    }

    /**
     * Fails if the condition is false.
     *
     * @throws IllegalArgumentException with the message, in which each {@code %s} stands for an argument
     */
    public static void checkArgument(boolean condition, String errorMessageTemplate, Object... errorMessageArgs) {
        if (!condition) {
            throw new IllegalArgumentException(filled(errorMessageTemplate, errorMessageArgs));
        }
    }

    /**
     * Fails if the condition is false.
     *
     * @throws IllegalStateException without a message
     */
    public static void checkState(boolean condition) {
        if (!condition) {
            throw new IllegalStateException();
        }
    }

    /**
     * Fails if the condition is false.
     *
     * @throws IllegalStateException with the message
     */
    public static void checkState(boolean condition, Object errorMessage) {
        if (!condition) {
            throw new IllegalStateException(String.valueOf(errorMessage));
        }
    }

    /**
     * Fails if the condition is false.
     *
     * @throws IllegalStateException with the message, in which each {@code %s} stands for an argument
     */
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
