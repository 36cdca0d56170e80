package dev.weft.client.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Result of parsing a command line: options in their order, warnings about ignored ones, and the arguments behind the
 * options.
 */
final class ParsedOptions {

    /** A value and the name under which it was given. */
    record Given(String name, String value) {}

    private final Map<Option, List<Given>> given;
    private final List<String> warnings;
    private final List<String> rest;

    private ParsedOptions(Map<Option, List<Given>> given, List<String> warnings, List<String> rest) {
        this.given = given;
        this.warnings = List.copyOf(warnings);
        this.rest = List.copyOf(rest);
    }

    boolean has(Option option) {
        return given.containsKey(option);
    }

    /** Every occurrence, in order. */
    List<Given> all(Option option) {
        return given.getOrDefault(option, List.of());
    }

    Optional<Given> one(Option option) {
        return all(option).stream().findFirst();
    }

    /** The {@code key=value} pairs of an option, in order. */
    Map<String, String> definitions(Option option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Given definition : all(option)) {
            int equals = definition.value().indexOf('=');
            if (equals < 1 || definition.value().substring(0, equals).isBlank()) {
                throw OptionTable.wrong("option " + definition.name() + " needs key=value, not '" + definition.value()
                        + "'; for example " + definition.name() + " taskmanager.memory.process.size=2g");
            }
            pairs.put(
                    definition.value().substring(0, equals).strip(),
                    definition.value().substring(equals + 1));
        }
        return pairs;
    }

    List<String> warnings() {
        return warnings;
    }

    List<String> rest() {
        return rest;
    }

    static final class Builder {
        private final Map<Option, List<Given>> given = new LinkedHashMap<>();
        private final List<String> warnings = new ArrayList<>();

        void add(Option option, String name, String value) {
            List<Given> before = given.computeIfAbsent(option, o -> new ArrayList<>());
            if (option.arity() != Option.Arity.VALUES
                    && option.arity() != Option.Arity.DEFINITION
                    && value != null
                    && !before.isEmpty()) {
                Given first = before.get(0);
                if (!first.value().equals(value)) {
                    throw OptionTable.wrong("option " + name + " is given twice with different values: '"
                            + first.value() + "' and '" + value + "'; keep one");
                }
                return;
            }
            before.add(new Given(name, value));
        }

        void warn(String warning) {
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }

        ParsedOptions build(List<String> rest) {
            return new ParsedOptions(given, warnings, rest);
        }
    }
}
