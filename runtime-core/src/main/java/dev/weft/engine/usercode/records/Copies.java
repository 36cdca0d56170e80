package dev.weft.engine.usercode.records;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.spi.FlatSerializer;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.ChainSpec.Link;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Defensive copies between two functions, and their elision: no copy for records of immutable types, for flat records that the producer creates and does
 * not keep, and for flat records that the consumer only reads. The escape analysis of the functions' bytecode proves the latter two; it costs as much as
 * some ten thousand copies, so it runs after as many.
 *
 * <p>Belongs to the thread of its task.
 */
public final class Copies {

    private static final int COPIES_WORTH_A_LOOK = 10_000;
    private static final Predicate<Class<?>> NEVER = type -> false;

    private final TypeSerializer<Object> serializer;
    private final Predicate<Class<?>> needless;
    private boolean copying;
    private int copiesBeforeLook = COPIES_WORTH_A_LOOK;

    private Copies(TypeSerializer<Object> serializer, Predicate<Class<?>> needless) {
        this.serializer = serializer;
        this.needless = needless;
        this.copying = !serializer.isImmutableType();
    }

    /** Copies every record of a mutable type. */
    public static Copies always(TypeSerializer<Object> serializer) {
        return new Copies(serializer, NEVER);
    }

    /**
     * For the records on their way from one operator of a chain to another.
     *
     * @param link one of the producer's, to an operator
     */
    public static Copies within(
            ChainSpec chain, ChainedOperator producer, Link link, TypeSerializer<Object> serializer) {
        ChainedOperator consumer = chain.operators().get(link.index());
        return new Copies(serializer, type -> {
            OperationAnalysis use = new OperationAnalysis(type);
            return use.onlyReads(consumer.operation()) || isOnlyWay(producer) && use.givesUp(producer.operation());
        });
    }

    /** For the records that leave a chain by one of its outputs, each of them for one task. */
    public static Copies leaving(ChainSpec chain, int output, TypeSerializer<Object> serializer) {
        Optional<ChainedOperator> producer = chain.operators().stream()
                .filter(operator -> isOnlyWay(operator)
                        && operator.links().get(0).kind() == Link.Kind.OUTPUT
                        && operator.links().get(0).index() == output)
                .findFirst();
        return new Copies(
                serializer,
                type -> producer.isPresent()
                        && new OperationAnalysis(type).givesUp(producer.get().operation()));
    }

    private static boolean isOnlyWay(ChainedOperator producer) {
        return producer.links().size() == 1 && producer.links().get(0).isMain();
    }

    /** Whether no record needs to be copied, as far as is known. */
    public boolean areNeedless() {
        return !copying;
    }

    /** Returns the record itself where that is safe, else a copy. */
    public Object of(Object value) {
        if (!copying) {
            return value;
        }
        if (--copiesBeforeLook == 0) {
            copying = !(serializer instanceof FlatSerializer flat
                    && flat.flatClass().filter(needless).isPresent());
        }
        return serializer.copy(value);
    }
}
