package dev.weft.engine.common.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parser of JSON (RFC 8259) with bounded depth; of members with equal names the last one counts. */
final class JsonReader {

    private static final int MAX_DEPTH = 200;

    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    Json document() {
        Json value = value(0);
        blanks();
        if (at < text.length()) {
            throw wrong("the end of the text");
        }
        return value;
    }

    private Json value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new JsonException("JSON is nested deeper than " + MAX_DEPTH + " at character " + at);
        }
        blanks();
        if (at == text.length()) {
            throw wrong("a value");
        }
        return switch (text.charAt(at)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Str(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json object(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        if (!next('}')) {
            do {
                blanks();
                String name = string();
                expect(':');
                members.put(name, value(depth + 1));
            } while (next(','));
            expect('}');
        }
        return new Json.Obj(members);
    }

    private Json array(int depth) {
        List<Json> elements = new ArrayList<>();
        at++;
        if (!next(']')) {
            do {
                elements.add(value(depth + 1));
            } while (next(','));
            expect(']');
        }
        return new Json.Arr(elements);
    }

    private String string() {
        if (at == text.length() || text.charAt(at) != '"') {
            throw wrong("a text in quotes");
        }
        int start = ++at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        StringBuilder out = new StringBuilder(text.substring(start, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw new JsonException(
                        "a text holds the bare control character " + (int) c + " at character " + (at - 1));
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw wrong("the closing quote");
    }

    private char escaped() {
        if (at == text.length()) {
            throw wrong("an escaped character");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new JsonException("'\\" + c + "' at character " + (at - 2) + " is no JSON escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private Json number() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        boolean leadingZero = at < text.length() && text.charAt(at) == '0';
        int digits = digits();
        boolean valid = digits == 1 || digits > 1 && !leadingZero;
        if (valid && at < text.length() && text.charAt(at) == '.') {
            at++;
            valid = digits() > 0;
        }
        if (valid && at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            valid = digits() > 0;
        }
        if (!valid) {
            at = start;
            throw wrong("a value");
        }
        return new Json.Num(text.substring(start, at));
    }

    private int digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - start;
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return value;
    }

    private boolean next(char c) {
        blanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!next(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException wrong(String expected) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new JsonException("expected " + expected + " at character " + at + " of JSON, not " + found);
    }
}
