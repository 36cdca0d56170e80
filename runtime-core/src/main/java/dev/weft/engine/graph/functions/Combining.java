package dev.weft.engine.graph.functions;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.Combinable;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.program.WindowContents;
import dev.weft.streaming.api.functions.aggregation.FieldAggregations;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether the reduce or aggregate function of a window is associative and commutative, so that partial
 * aggregates may be merged in any grouping and order with the same result. It is if the program declares it ({@link
 * Combinable}), for built-in aggregations of integers, and for functions whose bytecode proves it: sums, products, bit
 * operations and extremes of longs and ints, alone or as fields of a tuple.
 *
 * @param may the answer
 * @param reason why, for the user
 */
public record Combining(boolean may, String reason) {

    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String TWO = "(" + OBJECT + OBJECT + ")" + OBJECT;
    private static final String NONE = "()" + OBJECT;

    /** The decision for windows with a reduce or aggregate function. */
    public static Combining of(WindowContents contents, TypeInformation<?> elements) {
        if (contents instanceof WindowContents.Reduced reduced) {
            return ofReduce(reduced.function(), elements.getTypeClass());
        }
        if (contents instanceof WindowContents.Aggregated aggregated) {
            return ofAggregate(aggregated.function());
        }
        return new Combining(false, "every element is kept");
    }

    private static Combining ofReduce(ReduceFunction<?> function, Class<?> element) {
        String name = function.getClass().getSimpleName();
        if (function.getClass().isAnnotationPresent(Combinable.class)) {
            return declared(name);
        }
        if (FieldAggregations.isOfWholeNumbers(function, element)) {
            return new Combining(true, "a built-in aggregation of a whole number");
        }
        Functional of = new Functional(function);
        boolean proven = of.formula("reduce", TWO)
                .filter(formula -> formula instanceof Formula.Combined combined && isBoth(combined, 1, 2))
                .isPresent();
        return proven
                ? new Combining(true, "the bytecode of its reduce shows that it is associative and commutative")
                : unproven("its reduce is associative and commutative");
    }

    private static Combining ofAggregate(AggregateFunction<?, ?, ?> function) {
        if (function.getClass().isAnnotationPresent(Combinable.class)) {
            return declared(function.getClass().getSimpleName());
        }
        Functional of = new Functional(function);
        List<Formula> created = parts(of.formula("createAccumulator", NONE));
        List<Formula> added = parts(of.formula("add", TWO));
        List<Formula> merged = parts(of.formula("merge", TWO));
        boolean proven = !created.isEmpty() && created.size() == added.size() && created.size() == merged.size();
        for (int i = 0; proven && i < created.size(); i++) {
            String field = created.size() == 1 && !isTuple(of) ? "" : "f" + i;
            proven = isAccumulation(created.get(i), added.get(i), merged.get(i), field);
        }
        return proven
                ? new Combining(true, "the bytecode of its merge shows that it does what add does")
                : unproven("its merge gives what adding all elements would");
    }

    private static boolean isTuple(Functional of) {
        return of.formula("createAccumulator", NONE)
                .filter(Formula.NewTuple.class::isInstance)
                .isPresent();
    }

    private static List<Formula> parts(Optional<Formula> whole) {
        if (whole.isEmpty()) {
            return List.of();
        }
        return whole.get() instanceof Formula.NewTuple tuple ? tuple.fields() : List.of(whole.get());
    }

    /**
     * Checks one number of an accumulator: its initial value, and what adding an element and merging two accumulators
     * do to it.
     */
    private static boolean isAccumulation(Formula created, Formula added, Formula merged, String field) {
        return created instanceof Formula.Constant constant
                && added instanceof Formula.Combined add
                && merged instanceof Formula.Combined merge
                && add.by() == merge.by()
                && add.by().mayBeginWith(constant.value())
                && (isPart(add.first(), 2, field) && !add.second().dependsOn(2)
                        || isPart(add.second(), 2, field) && !add.first().dependsOn(2))
                && (isPart(merge.first(), 1, field) && isPart(merge.second(), 2, field)
                        || isPart(merge.first(), 2, field) && isPart(merge.second(), 1, field));
    }

    private static boolean isPart(Formula formula, int slot, String field) {
        Formula parameter = new Formula.Parameter(slot);
        return formula.equals(field.isEmpty() ? parameter : new Formula.Field(parameter, field));
    }

    private static boolean isBoth(Formula.Combined combined, int one, int other) {
        return combined.first().equals(new Formula.Parameter(one))
                        && combined.second().equals(new Formula.Parameter(other))
                || combined.first().equals(new Formula.Parameter(other))
                        && combined.second().equals(new Formula.Parameter(one));
    }

    private static Combining declared(String name) {
        return new Combining(true, name + " is declared @Combinable");
    }

    private static Combining unproven(String what) {
        return new Combining(false, "nothing shows that " + what + "; declare its class @Combinable if it is so");
    }
}
