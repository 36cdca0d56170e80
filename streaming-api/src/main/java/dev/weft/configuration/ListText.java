package dev.weft.configuration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Text format of lists and maps on one line. A part that contains a separator or a quote is enclosed in single quotes,
 * in which a quote is doubled.
 */
final class ListText {
    private ListText() {}

    static String quote(String part, char separator) {
        boolean plain = part.indexOf(separator) < 0
                && part.indexOf('\'') < 0
                && part.indexOf('"') < 0
                && part.equals(part.trim())
                && !part.isEmpty();
        return plain ? part : "'" + part.replace("'", "''") + "'";
    }

    /** The parts between separators; empty text has none. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        for (String part : rawSplit(text, separator)) {
            parts.add(unquote(part));
        }
        return List.copyOf(parts);
    }

    private static List<String> rawSplit(String text, char separator) {
        List<String> parts = new ArrayList<>();
        if (text.isBlank()) {
            return parts;
        }
        int start = 0;
        char open = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (open != 0) {
                open = c == open ? 0 : open;
            } else if (c == '\'' || c == '"') {
                open = c;
            } else if (c == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (open != 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static String unquote(String part) {
        String text = part.trim();
        if (text.length() >= 2) {
            char first = text.charAt(0);
            if ((first == '\'' || first == '"') && text.charAt(text.length() - 1) == first) {
                String quote = String.valueOf(first);
                return text.substring(1, text.length() - 1).replace(quote + quote, quote);
            }
        }
        return text;
    }

    static Map<String, String> readMap(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String outer : rawSplit(text, ',')) {
            String pair = unquote(outer);
            List<String> sides = rawSplit(pair, ':');
            if (sides.size() < 2) {
                throw new IllegalArgumentException("'" + pair + "' has no ':' between key and value");
            }
            String value = pair.substring(sides.get(0).length() + 1);
            map.put(unquote(sides.get(0)), unquote(value));
        }
        return Collections.unmodifiableMap(map);
    }

    static String writeMap(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> quote(quote(entry.getKey(), ':') + ":" + quote(entry.getValue(), ':'), ','))
                .collect(Collectors.joining(","));
    }
}
