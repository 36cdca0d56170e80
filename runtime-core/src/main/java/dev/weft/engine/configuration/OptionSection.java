package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.OptionSpec.Bounds;
import dev.weft.engine.configuration.OptionSpec.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Options that belong together, in the order in which they are explained. Filled by the static initializer of the class
 * that owns it and read only after that.
 */
public final class OptionSection {

    private final String title;
    private final List<OptionSpec<?>> specs = new ArrayList<>();
    private final List<Family> families = new ArrayList<>();

    public OptionSection(String title) {
        this.title = title;
    }

    /** Keys that share a prefix and are passed on unread. */
    record Family(String prefix, String sentence) {}

    public String title() {
        return title;
    }

    List<OptionSpec<?>> specs() {
        return List.copyOf(specs);
    }

    List<Family> families() {
        return List.copyOf(families);
    }

    public Draft<Boolean> bool(String key) {
        return new Draft<>(key, Kind.BOOLEAN, b -> b.booleanType());
    }

    public Draft<Integer> integer(String key) {
        return new Draft<>(key, Kind.INTEGER, b -> b.intType());
    }

    public Draft<Float> fraction(String key) {
        return new Draft<>(key, Kind.FRACTION, b -> b.floatType());
    }

    public Draft<Double> number(String key) {
        return new Draft<>(key, Kind.FRACTION, b -> b.doubleType());
    }

    public Draft<String> text(String key) {
        return new Draft<>(key, Kind.TEXT, b -> b.stringType());
    }

    public Draft<Duration> duration(String key) {
        return new Draft<>(key, Kind.DURATION, b -> b.durationType());
    }

    public Draft<MemorySize> memory(String key) {
        return new Draft<>(key, Kind.MEMORY, b -> b.memoryType());
    }

    public <E extends Enum<E>> Draft<E> choice(String key, Class<E> names) {
        Draft<E> draft = new Draft<>(key, Kind.CHOICE, b -> b.enumType(names));
        draft.bounds = names(names);
        return draft;
    }

    /** Declares an option whose value is a list of texts. */
    public ConfigOption<List<String>> list(String key, String sentence, String... defaults) {
        ConfigOption<List<String>> option = ConfigOptions.key(key)
                .stringType()
                .asList()
                .defaultValues(defaults)
                .withDescription(sentence);
        specs.add(new OptionSpec<>(option, Kind.LIST, Bounds.NONE, String.join(";", defaults), sentence, List.of()));
        return option;
    }

    /** Takes in an option that is declared elsewhere, in the user API. */
    public <T> void adopt(ConfigOption<T> option, Kind kind, String sentence) {
        boolean named = option.hasDefaultValue() && option.defaultValue() instanceof Enum<?>;
        adopt(
                option,
                kind,
                named ? names(((Enum<?>) option.defaultValue()).getDeclaringClass()) : Bounds.NONE,
                sentence);
    }

    /** Takes in a number that is declared in the user API, which may be from {@code min} to {@code max}. */
    public <T extends Number> void adoptBetween(ConfigOption<T> option, T min, T max, String sentence) {
        adopt(option, Kind.INTEGER, between(min, max), sentence);
    }

    private <T> void adopt(ConfigOption<T> option, Kind kind, Bounds bounds, String sentence) {
        String shown = option.hasDefaultValue() ? shown(option.defaultValue()) : "none";
        List<String> formerKeys = new ArrayList<>();
        option.fallbackKeys().forEach(former -> formerKeys.add(former.getKey()));
        specs.add(new OptionSpec<>(option, kind, bounds, shown, sentence, formerKeys));
    }

    private static Bounds names(Class<? extends Enum<?>> type) {
        return Bounds.described("one of "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(OptionSection::shown)
                                .toList()));
    }

    private static Bounds between(Object min, Object max) {
        return new Bounds(Bounds.magnitude(min), Bounds.magnitude(max), "from " + shown(min) + " to " + shown(max));
    }

    /** All keys with this prefix are known, whatever follows. */
    public void family(String prefix, String sentence) {
        families.add(new Family(prefix, sentence));
    }

    static String shown(Object value) {
        if (value instanceof Enum<?> name) {
            return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof MemorySize size) {
            return MemoryText.of(size.getBytes());
        }
        if (value instanceof Duration duration) {
            return durationText(duration);
        }
        if (value instanceof List<?> list) {
            return String.join(";", list.stream().map(String::valueOf).toList());
        }
        if (value instanceof Map<?, ?> map) {
            return String.join(
                    ",",
                    map.entrySet().stream()
                            .map(e -> e.getKey() + ":" + e.getValue())
                            .sorted()
                            .toList());
        }
        return String.valueOf(value);
    }

    private static String durationText(Duration duration) {
        long ms = duration.toMillis();
        if (ms != 0 && ms % 60_000 == 0) {
            return ms / 60_000 + " min";
        }
        return ms != 0 && ms % 1000 == 0 ? ms / 1000 + " s" : ms + " ms";
    }

    /** An option that is being declared; {@link #defaultsTo} or {@link #unset} ends the declaration. */
    public final class Draft<T> {
        private final String key;
        private final Kind kind;
        private final Function<ConfigOptions.OptionBuilder, ConfigOptions.TypedConfigOptionBuilder<T>> type;
        private Bounds bounds = Bounds.NONE;
        private String sentence = "";
        private String[] formerKeys = {};

        private Draft(
                String key,
                Kind kind,
                Function<ConfigOptions.OptionBuilder, ConfigOptions.TypedConfigOptionBuilder<T>> type) {
            this.key = key;
            this.kind = kind;
            this.type = type;
        }

        /** Values from {@code min} to {@code max}, both allowed. */
        public Draft<T> between(T min, T max) {
            bounds = OptionSection.between(min, max);
            return this;
        }

        /** Values from {@code min} on. */
        public Draft<T> atLeast(T min) {
            bounds = new Bounds(Bounds.magnitude(min), Double.POSITIVE_INFINITY, "at least " + shown(min));
            return this;
        }

        /** Documents the option in one sentence. */
        public Draft<T> does(String what) {
            sentence = what;
            return this;
        }

        /** Keys under which the option was known before. */
        public Draft<T> formerly(String... keys) {
            formerKeys = keys.clone();
            return this;
        }

        public ConfigOption<T> defaultsTo(T value) {
            return declared(type.apply(ConfigOptions.key(key)).defaultValue(value), shown(value));
        }

        /** There is no default value; tells what happens without one. */
        public ConfigOption<T> unset(String otherwise) {
            return declared(type.apply(ConfigOptions.key(key)).noDefaultValue(), otherwise);
        }

        private ConfigOption<T> declared(ConfigOption<T> plain, String defaultText) {
            ConfigOption<T> option = plain.withDescription(sentence);
            if (formerKeys.length > 0) {
                option = option.withDeprecatedKeys(formerKeys);
            }
            specs.add(new OptionSpec<>(option, kind, bounds, defaultText, sentence, List.of(formerKeys)));
            return option;
        }
    }
}
