package dev.weft.engine.configuration;

import dev.weft.engine.configuration.OptionSection.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Registry of all known options. Immutable. */
public final class OptionCatalog {

    private final List<OptionSection> sections;
    private final Map<String, OptionSpec<?>> byKey = new HashMap<>();
    private final Map<String, OptionSpec<?>> byFormerKey = new HashMap<>();
    private final List<Family> families = new ArrayList<>();

    private OptionCatalog(List<OptionSection> sections) {
        this.sections = List.copyOf(sections);
        for (OptionSection section : sections) {
            families.addAll(section.families());
            for (OptionSpec<?> spec : section.specs()) {
                if (byKey.put(spec.key(), spec) != null) {
                    throw new IllegalStateException("option " + spec.key() + " is declared twice");
                }
                spec.formerKeys().forEach(former -> byFormerKey.put(former, spec));
            }
        }
    }

    /** The engine's options and those of a resource provider, client or test. */
    public static OptionCatalog engineAnd(OptionSection... others) {
        List<OptionSection> sections = new ArrayList<>(EngineOptions.sections());
        sections.addAll(List.of(others));
        return new OptionCatalog(sections);
    }

    static OptionCatalog of(OptionSection... sections) {
        return new OptionCatalog(List.of(sections));
    }

    public List<OptionSection> sections() {
        return sections;
    }

    /** The keys of all options. */
    public Set<String> keys() {
        return Set.copyOf(byKey.keySet());
    }

    Optional<OptionSpec<?>> spec(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The option with this former key. */
    Optional<OptionSpec<?>> renamed(String formerKey) {
        return Optional.ofNullable(byFormerKey.get(formerKey));
    }

    boolean knows(String key) {
        if (byKey.containsKey(key) || byFormerKey.containsKey(key)) {
            return true;
        }
        for (Family family : families) {
            if (key.startsWith(family.prefix())) {
                return true;
            }
        }
        return false;
    }

    /** The known key that is closest to an unknown one. */
    Optional<String> nearest(String unknown) {
        String best = "";
        int bestDistance = Math.max(2, unknown.length() / 4) + 1;
        for (String key : byKey.keySet()) {
            int distance = distance(unknown, key, bestDistance);
            if (distance < bestDistance || distance == bestDistance && !best.isEmpty() && key.compareTo(best) < 0) {
                best = key;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Levenshtein distance, capped: more than {@code limit} counts as {@code limit + 1}. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1]
                        + (Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1)) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] spent = previous;
            previous = current;
            current = spent;
        }
        return Math.min(previous[b.length()], limit + 1);
    }
}
