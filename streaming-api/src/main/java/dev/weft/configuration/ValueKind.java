package dev.weft.configuration;

import dev.weft.util.TimeUtils;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Text format of one type of option values; parsing the formatted text gives an equal value.
 *
 * @param name what the type is called in messages
 * @param reader fails with an IllegalArgumentException that says what is wrong with the text
 */
record ValueKind<T>(
        String name, java.util.function.Function<String, T> reader, java.util.function.Function<T, String> writer) {
    static final ValueKind<Boolean> BOOLEAN = of("true or false", ValueKind::readBoolean);
    static final ValueKind<Integer> INT = of("a whole number", text -> Integer.valueOf(text.trim()));
    static final ValueKind<Long> LONG = of("a whole number", text -> Long.valueOf(text.trim()));
    static final ValueKind<Float> FLOAT = of("a number", text -> Float.valueOf(text.trim()));
    static final ValueKind<Double> DOUBLE = of("a number", text -> Double.valueOf(text.trim()));
    static final ValueKind<String> STRING = of("text", text -> text);
    static final ValueKind<Duration> DURATION =
            new ValueKind<>("a duration such as '10 s'", TimeUtils::parseDuration, TimeUtils::formatWithHighestUnit);
    static final ValueKind<MemorySize> MEMORY =
            new ValueKind<>("a memory size such as '64 mb'", MemorySize::parse, MemorySize::toString);
    static final ValueKind<Map<String, String>> MAP =
            new ValueKind<>("pairs such as 'k1:v1,k2:v2'", ListText::readMap, ListText::writeMap);

    private static <T> ValueKind<T> of(String name, java.util.function.Function<String, T> reader) {
        return new ValueKind<>(name, reader, String::valueOf);
    }

    static <E extends Enum<E>> ValueKind<E> ofEnum(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String names = Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "));
        return new ValueKind<>(
                "one of " + names,
                text -> {
                    String wanted = text.trim().replace('-', '_');
                    for (E constant : constants) {
                        if (constant.name().equalsIgnoreCase(wanted)
                                || constant.toString().equalsIgnoreCase(text.trim())) {
                            return constant;
                        }
                    }
                    throw new IllegalArgumentException("no such value");
                },
                Enum::name);
    }

    static <E> ValueKind<List<E>> listOf(ValueKind<E> element) {
        return new ValueKind<>(
                "values separated by ';', each " + element.name,
                text -> ListText.split(text, ';').stream().map(element.reader).toList(),
                values -> values.stream()
                        .map(element.writer)
                        .map(value -> ListText.quote(value, ';'))
                        .collect(Collectors.joining(";")));
    }

    T read(String text) {
        return reader.apply(text);
    }

    String write(T value) {
        return writer.apply(value);
    }

    private static Boolean readBoolean(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueKind<?> that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
