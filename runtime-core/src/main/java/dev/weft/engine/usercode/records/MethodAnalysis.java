package dev.weft.engine.usercode.records;

import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.AbstractInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.FieldInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodNode;
import dev.weft.shaded.org.objectweb.asm.tree.TypeInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.Analyzer;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.AnalyzerException;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.Frame;
import dev.weft.shaded.org.objectweb.asm.tree.analysis.Interpreter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Intraprocedural escape analysis of one method: a forward dataflow analysis (ASM's {@link Analyzer}) tracks where each operand comes from, then the
 * uses of a parameter or of a new object are classified. Conservative: an instruction that is not understood lets its operands escape.
 */
final class MethodAnalysis {

    private final MethodNode method;
    private final Set<String> records;
    private final Calls calls;
    private final Map<AbstractInsnNode, String> madeClasses = new HashMap<>();
    private final Map<Integer, Set<Integer>> next = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();

    /** The analysis of the methods that this one calls. */
    interface Calls {

        /** The effect of a called method on its parameter in this slot. */
        ParameterEffect effect(MethodInsnNode call, List<? extends ValueOrigins> arguments, int slot);

        /** The class of the result if it is a new object to which the called method keeps no reference; else empty. */
        Optional<String> returnsFresh(MethodInsnNode call, List<? extends ValueOrigins> arguments);

        /** Whether the called method emits to the collector in this slot only new objects to which it keeps no reference. */
        boolean emitsOnlyFresh(
                MethodInsnNode call, List<? extends ValueOrigins> arguments, int slot, Set<String> classes);
    }

    /** An instruction with the origins of its operands. */
    private record Use(int at, AbstractInsnNode instruction, List<? extends ValueOrigins> operands) {}

    /** @param records the classes whose fields may be read, because what they refer to is immutable */
    MethodAnalysis(String owner, MethodNode method, Set<String> records, Calls calls) throws AnalyzerException {
        this.method = method;
        this.records = records;
        this.calls = calls;
        OriginInterpreter values = new OriginInterpreter((call, arguments) -> {
            Optional<String> made = calls.returnsFresh(call, arguments);
            made.ifPresent(type -> madeClasses.put(call, type));
            return made.isPresent();
        });
        Frame<ValueOrigins>[] frames = new FlowAnalyzer(values).analyze(owner, method);
        for (int at = 0; at < frames.length; at++) {
            AbstractInsnNode instruction = method.instructions.get(at);
            if (frames[at] != null && instruction.getOpcode() >= 0) {
                int here = at;
                new AllocationFrame(frames[at])
                        .execute(instruction, values.seen(operands -> uses.add(new Use(here, instruction, operands))));
            }
            if (instruction instanceof TypeInsnNode made && made.getOpcode() == Opcodes.NEW) {
                madeClasses.put(made, made.desc);
            }
        }
    }

    /** Records the edges of the control-flow graph while it analyzes. */
    private final class FlowAnalyzer extends Analyzer<ValueOrigins> {
        FlowAnalyzer(OriginInterpreter values) {
            super(values);
        }

        @Override
        protected Frame<ValueOrigins> newFrame(int locals, int stack) {
            return new AllocationFrame(locals, stack);
        }

        @Override
        protected Frame<ValueOrigins> newFrame(Frame<? extends ValueOrigins> frame) {
            return new AllocationFrame(frame);
        }

        @Override
        protected void newControlFlowEdge(int from, int to) {
            next.computeIfAbsent(from, at -> new HashSet<>()).add(to);
        }

        @Override
        protected boolean newControlFlowExceptionEdge(int from, int to) {
            newControlFlowEdge(from, to);
            return true;
        }
    }

    /** A frame that tells the newest object of an allocation site from older ones of the same site, as in a loop. */
    private static final class AllocationFrame extends Frame<ValueOrigins> {
        AllocationFrame(int locals, int stack) {
            super(locals, stack);
        }

        AllocationFrame(Frame<? extends ValueOrigins> frame) {
            super(frame);
        }

        @Override
        public void execute(AbstractInsnNode instruction, Interpreter<ValueOrigins> interpreter)
                throws AnalyzerException {
            for (int i = 0; i < getLocals(); i++) {
                setLocal(i, getLocal(i).afterReallocation(instruction));
            }
            for (int i = 0; i < getStackSize(); i++) {
                setStack(i, getStack(i).afterReallocation(instruction));
            }
            super.execute(instruction, interpreter);
        }
    }

    /** The worst effect of the method on the parameter in a slot. */
    ParameterEffect effectOn(int slot) {
        ParameterEffect worst = ParameterEffect.READS;
        for (Use use : uses) {
            for (int i = 0; i < use.operands.size(); i++) {
                if (use.operands.get(i).mayBe(slot)) {
                    worst = worst.or(effect(use, i));
                }
            }
        }
        return worst;
    }

    private ParameterEffect effect(Use use, int operand) {
        return switch (use.instruction.getOpcode()) {
            case Opcodes.CHECKCAST,
                    Opcodes.INSTANCEOF,
                    Opcodes.IFNULL,
                    Opcodes.IFNONNULL,
                    Opcodes.IF_ACMPEQ,
                    Opcodes.IF_ACMPNE -> ParameterEffect.READS;
            case Opcodes.GETFIELD ->
                records.contains(((FieldInsnNode) use.instruction).owner)
                        ? ParameterEffect.READS
                        : ParameterEffect.ESCAPES;
            case Opcodes.PUTFIELD -> operand == 0 ? ParameterEffect.MODIFIES : ParameterEffect.ESCAPES;
            default ->
                use.instruction instanceof MethodInsnNode call
                        ? calls.effect(call, use.operands, slot(call, operand))
                        : ParameterEffect.ESCAPES;
        };
    }

    /** The slot of the called method's parameter that this operand becomes. */
    private static int slot(MethodInsnNode call, int operand) {
        int slot = 0;
        int first = 0;
        if (call.getOpcode() != Opcodes.INVOKESTATIC) {
            if (operand == 0) {
                return 0;
            }
            slot = 1;
            first = 1;
        }
        Type[] types = Type.getArgumentTypes(call.desc);
        for (int i = first; i < operand; i++) {
            slot += types[i - first].getSize();
        }
        return slot;
    }

    /** The class of the returned object if it is new on every path and no other reference to it remains; else empty. */
    Optional<String> returnsFresh() {
        Set<String> classes = new HashSet<>();
        for (Use use : uses) {
            if (use.instruction.getOpcode() == Opcodes.ARETURN && !isGivenUp(use, use.operands.get(0), classes)) {
                return Optional.empty();
            }
        }
        return classes.size() == 1 ? Optional.of(classes.iterator().next()) : Optional.empty();
    }

    /**
     * Whether the method emits to a collector only new objects to which no reference remains.
     *
     * @param slot the slot of the collector
     * @param classes receives the classes of the emitted objects
     */
    boolean emitsOnlyFresh(int slot, Set<String> classes) {
        for (Use use : uses) {
            for (int i = 0; i < use.operands.size(); i++) {
                if (use.operands.get(i).mayBe(slot) && !givesBy(use, i, classes)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean givesBy(Use use, int operand, Set<String> classes) {
        if (use.instruction.getOpcode() == Opcodes.CHECKCAST) {
            return true;
        }
        if (!(use.instruction instanceof MethodInsnNode call)) {
            return false;
        }
        if (operand == 0 && isCollect(call)) {
            return isGivenUp(use, use.operands.get(1), classes);
        }
        return calls.emitsOnlyFresh(call, use.operands, slot(call, operand), classes);
    }

    static boolean isCollect(MethodInsnNode call) {
        return call.owner.equals("dev/weft/util/Collector")
                && call.name.equals("collect")
                && call.desc.equals("(Ljava/lang/Object;)V");
    }

    /** Whether the value is a new object that has not escaped and is not used after this instruction. */
    private boolean isGivenUp(Use giving, ValueOrigins value, Set<String> classes) {
        if (!value.isMade()) {
            return false;
        }
        for (AbstractInsnNode maker : value.made()) {
            classes.add(madeClasses.get(maker));
            Set<Integer> afterwards = reachable(giving.at, method.instructions.indexOf(maker));
            for (Use use : uses) {
                for (int i = 0; i < use.operands.size(); i++) {
                    ValueOrigins used = use.operands.get(i);
                    if (used.mayBeMadeBy(maker)
                            && (afterwards.contains(use.at)
                                    || used.mayBeMadeEarlierBy(maker)
                                    || !isGift(use, i) && effect(use, i) == ParameterEffect.ESCAPES)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean isGift(Use use, int operand) {
        return use.instruction.getOpcode() == Opcodes.ARETURN
                || operand == 1 && use.instruction instanceof MethodInsnNode call && isCollect(call);
    }

    /** The instructions reachable from one, not passing the allocation site again. */
    private Set<Integer> reachable(int from, int maker) {
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(next.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            int at = open.pop();
            if (at != maker && reached.add(at)) {
                open.addAll(next.getOrDefault(at, Set.of()));
            }
        }
        return reached;
    }
}
