package dev.weft.engine.usercode.records;

import dev.weft.shaded.org.objectweb.asm.tree.AbstractInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * Abstract value of the dataflow analysis: the set of places where a stack or local value may come from.
 *
 * @param size 1 or 2 slots
 * @param parameters slots of the parameters that it may be, 0 is {@code this} of an instance method
 * @param made allocation sites of which it may be the newest object
 * @param earlier allocation sites of which it may be an older object
 * @param other whether it may come from anywhere else
 */
record ValueOrigins(
        int size, Set<Integer> parameters, Set<AbstractInsnNode> made, Set<AbstractInsnNode> earlier, boolean other)
        implements Value {

    static ValueOrigins other(int size) {
        return new ValueOrigins(size, Set.of(), Set.of(), Set.of(), true);
    }

    static ValueOrigins parameter(int size, int index) {
        return new ValueOrigins(size, Set.of(index), Set.of(), Set.of(), false);
    }

    static ValueOrigins madeBy(AbstractInsnNode instruction) {
        return new ValueOrigins(1, Set.of(), Set.of(instruction), Set.of(), false);
    }

    @Override
    public int getSize() {
        return size;
    }

    boolean mayBe(int parameter) {
        return parameters.contains(parameter);
    }

    boolean isOnly(int parameter) {
        return !other && made.isEmpty() && earlier.isEmpty() && parameters.equals(Set.of(parameter));
    }

    boolean mayBeMadeBy(AbstractInsnNode instruction) {
        return made.contains(instruction) || earlier.contains(instruction);
    }

    boolean mayBeMadeEarlierBy(AbstractInsnNode instruction) {
        return earlier.contains(instruction);
    }

    /** Whether it certainly is the newest object of an allocation site. */
    boolean isMade() {
        return !other && parameters.isEmpty() && earlier.isEmpty() && !made.isEmpty();
    }

    /** The value after an allocation site has made another object. */
    ValueOrigins afterReallocation(AbstractInsnNode instruction) {
        if (!made.contains(instruction)) {
            return this;
        }
        Set<AbstractInsnNode> still = new HashSet<>(made);
        still.remove(instruction);
        return new ValueOrigins(size, parameters, Set.copyOf(still), union(earlier, Set.of(instruction)), other);
    }

    ValueOrigins or(ValueOrigins another) {
        if (equals(another)) {
            return this;
        }
        return new ValueOrigins(
                Math.min(size, another.size),
                union(parameters, another.parameters),
                union(made, another.made),
                union(earlier, another.earlier),
                other || another.other);
    }

    private static <T> Set<T> union(Set<T> one, Set<T> another) {
        Set<T> all = new HashSet<>(one);
        all.addAll(another);
        return Set.copyOf(all);
    }
}
