package dev.weft.configuration;

import java.util.List;
import java.util.Locale;

/** Tells which settings must not be shown, by their keys. */
final class SecretKeys {
    private static final List<String> MARKS = List.of(
            "password",
            "secret",
            "token",
            "apikey",
            "api-key",
            "credential",
            "private-key",
            "account.key",
            "auth-params",
            "service-key");

    private SecretKeys() {}

    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return MARKS.stream().anyMatch(lower::contains);
    }
}
