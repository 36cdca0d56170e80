package dev.weft.client.options;

import dev.weft.client.options.Option.Arity;
import dev.weft.client.options.Option.Standing;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parser for the options of one command. Where a program's arguments follow, options come first; the first argument that
 * is not an option (or what follows {@code --}) and everything behind it are left unparsed. Accepted forms: {@code -p 4}, {@code -p=4}, {@code -p4},
 * {@code --parallelism 4}, {@code --parallelism=4}, {@code -D k=v}, {@code -Dk=v}.
 */
final class OptionTable {

    private final String verb;
    private final List<Option> options;
    private final Map<String, Option> byShortName = new HashMap<>();
    private final Map<String, Option> byLongName = new HashMap<>();

    OptionTable(String verb, List<Option> options) {
        this.verb = verb;
        this.options = List.copyOf(options);
        for (Option option : options) {
            register(byShortName, option.shortName(), option);
            register(byLongName, option.longName(), option);
        }
    }

    private static void register(Map<String, Option> names, String name, Option option) {
        if (!name.isEmpty() && names.put(name, option) != null) {
            throw new IllegalArgumentException("two options are called " + name);
        }
    }

    ParsedOptions parse(List<String> arguments) {
        ParsedOptions.Builder parsed = new ParsedOptions.Builder();
        int next = 0;
        while (next < arguments.size()) {
            String token = arguments.get(next);
            if (token.equals("--")) {
                next++;
                break;
            }
            if (!token.startsWith("-") || token.equals("-")) {
                break;
            }
            next = option(parsed, arguments, next);
        }
        return parsed.build(arguments.subList(next, arguments.size()));
    }

    /** Parses options before, between and behind the arguments; what follows {@code --} are arguments. */
    ParsedOptions parseMixed(List<String> arguments) {
        ParsedOptions.Builder parsed = new ParsedOptions.Builder();
        List<String> rest = new ArrayList<>();
        int next = 0;
        while (next < arguments.size()) {
            String token = arguments.get(next);
            if (token.equals("--")) {
                rest.addAll(arguments.subList(next + 1, arguments.size()));
                break;
            }
            if (token.startsWith("-") && !token.equals("-")) {
                next = option(parsed, arguments, next);
            } else {
                rest.add(token);
                next++;
            }
        }
        return parsed.build(rest);
    }

    /** Parses the option at an index; gives the index behind it and its value. */
    private int option(ParsedOptions.Builder parsed, List<String> arguments, int at) {
        String token = arguments.get(at);
        Match match = match(token).orElseThrow(() -> unknown(token));
        int next = at + 1;
        Option option = match.option();
        String value = match.value();
        boolean mayFollow =
                next < arguments.size() && match(arguments.get(next)).isEmpty();
        if (option.arity() == Arity.OPTIONAL) {
            if (value == null) {
                // A job's id is the argument of the command, not a directory.
                value = mayFollow && !arguments.get(next).matches("[0-9a-fA-F]{32}") ? arguments.get(next++) : "";
            }
        } else if (option.takesValue() && value == null) {
            if (!mayFollow) {
                throw wrong("option " + match.name() + " needs a value: " + match.name() + " " + option.placeholder());
            }
            value = arguments.get(next++);
        } else if (!option.takesValue() && value != null) {
            throw wrong("option " + match.name() + " takes no value, but has '" + value + "'");
        }
        accept(parsed, match.name(), option, value);
        return next;
    }

    private void accept(ParsedOptions.Builder parsed, String name, Option option, String value) {
        switch (option.standing()) {
            case ACTS -> parsed.add(option, name, value);
            case IGNORED -> parsed.warn(name + " is ignored: " + option.text());
            case REFUSED -> throw wrong("option " + name + " is not supported in this release: " + option.text());
        }
    }

    /** An option as it was typed; the value is null when none stuck to the name. */
    private record Match(Option option, String name, String value) {}

    private Optional<Match> match(String token) {
        if (!token.startsWith("-") || token.length() < 2) {
            return Optional.empty();
        }
        Optional<Match> whole = named(token, null);
        if (whole.isPresent()) {
            return whole;
        }
        for (Option option : options) {
            String name = "-" + option.shortName();
            if (option.arity() == Arity.DEFINITION && token.startsWith(name)) {
                return Optional.of(new Match(option, name, token.substring(name.length())));
            }
        }
        int equals = token.indexOf('=');
        if (equals > 0) {
            return named(token.substring(0, equals), token.substring(equals + 1));
        }
        Option letter = byShortName.get(token.substring(1, 2));
        if (letter != null
                && letter.arity() == Arity.VALUE
                && token.substring(2).matches("[0-9]+")) {
            return Optional.of(new Match(letter, token.substring(0, 2), token.substring(2)));
        }
        return Optional.empty();
    }

    private Optional<Match> named(String typed, String value) {
        Option option;
        if (typed.startsWith("--")) {
            option = byLongName.get(typed.substring(2));
        } else {
            option = byShortName.get(typed.substring(1));
            if (option == null) {
                option = byLongName.get(typed.substring(1));
            }
        }
        return Optional.ofNullable(option).map(o -> new Match(o, typed, value));
    }

    private WeftException unknown(String token) {
        String name = token.contains("=") ? token.substring(0, token.indexOf('=')) : token;
        Set<String> known = new LinkedHashSet<>();
        for (Option option : options) {
            if (option.standing() != Standing.REFUSED) {
                if (!option.shortName().isEmpty()) {
                    known.add("-" + option.shortName());
                }
                if (!option.longName().isEmpty()) {
                    known.add("--" + option.longName());
                }
            }
        }
        return wrong("unknown option " + name
                + SpellingSuggestion.of(name, known)
                        .map(n -> "; did you mean " + n + "?")
                        .orElse("")
                + " (flink " + verb + " -h lists the options; options of the program go behind the jar)");
    }

    /** Help text: the supported options, one paragraph each. */
    String help() {
        List<String> lines = new ArrayList<>();
        for (Option option : options) {
            if (option.standing() == Standing.ACTS) {
                String names = option.names() + (option.takesValue() ? " " + option.placeholder() : "");
                lines.add(
                        names.length() < 38
                                ? String.format("  %-38s%s", names, option.text())
                                : String.format("  %s%n  %-38s%s", names, "", option.text()));
            }
        }
        return String.join(System.lineSeparator(), lines);
    }

    static WeftException wrong(String message) {
        return new WeftException(ErrorCode.INVALID_CONFIGURATION, message);
    }
}
