package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Compares the output of an operator with that of a model. */
final class Comparison {

    private Comparison() {}

    /**
     * @param aside a side output, whose values the model tells with "aside " before them
     * @param model what a step should lead to, in any order; asked once a step
     */
    static <S> void check(
            List<S> steps, List<Emitted<String>> emitted, OutputTag<?> aside, Function<S, List<String>> model) {
        int results = 0;
        for (int i = 0; i < steps.size(); i++) {
            List<String> found = new ArrayList<>(emitted.get(i).values());
            emitted.get(i).values(aside).forEach(value -> found.add("aside " + value));
            assertThat(found)
                    .as("step %d, %s", i, steps.get(i))
                    .containsExactlyInAnyOrderElementsOf(model.apply(steps.get(i)));
            results += found.size();
        }
        assertThat(results).as("results").isPositive();
    }
}
