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
 * A group of options that belong together, in the order of the documentation. Filled by the static initializer of the
 * class that owns it, and immutable after that.
 */
public final class OptionSection {

    private final String title;
    private final List<OptionSpec<?>> specs = new ArrayList<>();
    private final List<Family> families = new ArrayList<>();

    public OptionSection(String title) {
        this.title = title;
    }

    /** All keys with a prefix, which are accepted and passed on unread. */
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

    /** Adds an option that the user API declares. */
    public <T> void adopt(ConfigOption<T> option, Kind kind, String sentence) {
        boolean named = option.hasDefaultValue() && option.defaultValue() instanceof Enum<?>;
        adopt(
                option,
                kind,
                named ? names(((Enum<?>) option.defaultValue()).getDeclaringClass()) : Bounds.NONE,
                sentence);
    }

    /** Adds an option that the user API declares, with its inclusive minimum. */
    public <T> void adoptAtLeast(ConfigOption<T> option, Kind kind, T min, String sentence) {
        adopt(option, kind, atLeast(min), sentence);
    }

    /** Adds an option that the user API declares, with its inclusive range. */
    public <T> void adoptBetween(ConfigOption<T> option, Kind kind, T min, T max, String sentence) {
        adopt(option, kind, between(min, max), sentence);
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

    private static Bounds atLeast(Object min) {
        return new Bounds(Bounds.magnitude(min), Double.POSITIVE_INFINITY, "at least " + shown(min));
    }

    /** Declares a family: all keys with this prefix are known. */
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

    /** Builder of an option; {@link #defaultsTo} or {@link #unset} completes it. */
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

        /** Sets an inclusive range of values. */
        public Draft<T> between(T min, T max) {
            bounds = OptionSection.between(min, max);
            return this;
        }

        /** Sets an inclusive minimum. */
        public Draft<T> atLeast(T min) {
            bounds = OptionSection.atLeast(min);
            return this;
        }

        /** Documents the option in one sentence. */
        public Draft<T> does(String what) {
            sentence = what;
            return this;
        }

        /** Sets former keys of the option. */
        public Draft<T> formerly(String... keys) {
            formerKeys = keys.clone();
            return this;
        }

        public ConfigOption<T> defaultsTo(T value) {
            return declared(type.apply(ConfigOptions.key(key)).defaultValue(value), shown(value));
        }

        /** Completes an option without a default value; documents what happens when it is not set. */
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
