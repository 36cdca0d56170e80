package dev.weft.engine.usercode.records;

import dev.weft.shaded.org.objectweb.asm.tree.AbstractInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * Where a value on the stack or in a variable may come from, as far as it matters.
 *
 * @param size 1 or 2 slots
 * @param parameters the parameters that it may be, 0 is {@code this} of an instance method
 * @param made the instructions that may have made it, which nobody else had at that moment
 * @param earlier the instructions that may have made it before they made something else
 * @param other whether it may be anything else
 */
record Origins(
        int size, Set<Integer> parameters, Set<AbstractInsnNode> made, Set<AbstractInsnNode> earlier, boolean other)
        implements Value {

    static Origins other(int size) {
        return new Origins(size, Set.of(), Set.of(), Set.of(), true);
    }

    static Origins parameter(int size, int index) {
        return new Origins(size, Set.of(index), Set.of(), Set.of(), false);
    }

    static Origins madeBy(AbstractInsnNode instruction) {
        return new Origins(1, Set.of(), Set.of(instruction), Set.of(), false);
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

    /** Whether it is certainly what this method has made last at one of some places. */
    boolean isMade() {
        return !other && parameters.isEmpty() && earlier.isEmpty() && !made.isEmpty();
    }

    /** The same value once an instruction makes another object. */
    Origins whenRemade(AbstractInsnNode instruction) {
        if (!made.contains(instruction)) {
            return this;
        }
        Set<AbstractInsnNode> still = new HashSet<>(made);
        still.remove(instruction);
        return new Origins(size, parameters, Set.copyOf(still), union(earlier, Set.of(instruction)), other);
    }

    Origins or(Origins another) {
        if (equals(another)) {
            return this;
        }
        return new Origins(
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
