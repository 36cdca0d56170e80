package dev.weft.client.options;

import java.util.Collection;
import java.util.Optional;

/** Spelling suggestion for the command line: the known name that is nearest to a mistyped one by Damerau–Levenshtein distance. */
public final class SpellingSuggestion {

    private static final int FARTHEST = 2;

    private SpellingSuggestion() {}

    /** The known name with the fewest edits (insert, delete, replace, swap of neighbours), if at most two, and fewer than half of the word. */
    public static Optional<String> of(String typed, Collection<String> known) {
        String best = null;
        int least = Math.min(FARTHEST + 1, (typed.replaceFirst("^-+", "").length() + 2) / 2 + 1);
        for (String name : known) {
            if (Math.abs(name.length() - typed.length()) < least) {
                int edits = edits(typed, name);
                if (edits < least) {
                    least = edits;
                    best = name;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int least = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
