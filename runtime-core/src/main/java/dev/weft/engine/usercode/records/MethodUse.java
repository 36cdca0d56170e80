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
 * One method with what each of its instructions is given. Everything that is not understood counts as the worst: an object
 * that meets it is kept.
 */
final class MethodUse {

    private final MethodNode method;
    private final Set<String> records;
    private final Calls calls;
    private final Map<AbstractInsnNode, String> madeClasses = new HashMap<>();
    private final Map<Integer, Set<Integer>> next = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();

    /** What the methods that this one calls do. */
    interface Calls {

        /** What a called method does with its parameter in this slot. */
        Treatment treatment(MethodInsnNode call, List<? extends Origins> arguments, int slot);

        /** The class of the result if the called method has made it and nobody else has it. */
        Optional<String> makes(MethodInsnNode call, List<? extends Origins> arguments);

        /** Whether whatever the called method hands to the collector in this slot is something it has made and gives up. */
        boolean gives(MethodInsnNode call, List<? extends Origins> arguments, int slot, Set<String> classes);
    }

    /** An instruction that is given a value. */
    private record Use(int at, AbstractInsnNode instruction, List<? extends Origins> operands) {}

    /** @param records the classes whose fields may be read, because what they refer to is immutable */
    MethodUse(String owner, MethodNode method, Set<String> records, Calls calls) throws AnalyzerException {
        this.method = method;
        this.records = records;
        this.calls = calls;
        OriginsOfValues values = new OriginsOfValues((call, arguments) -> {
            Optional<String> made = calls.makes(call, arguments);
            made.ifPresent(type -> madeClasses.put(call, type));
            return made.isPresent();
        });
        Frame<Origins>[] frames = new Edges(values).analyze(owner, method);
        for (int at = 0; at < frames.length; at++) {
            AbstractInsnNode instruction = method.instructions.get(at);
            if (frames[at] != null && instruction.getOpcode() >= 0) {
                int here = at;
                new RemakingFrame(frames[at])
                        .execute(instruction, values.seen(operands -> uses.add(new Use(here, instruction, operands))));
            }
            if (instruction instanceof TypeInsnNode made && made.getOpcode() == Opcodes.NEW) {
                madeClasses.put(made, made.desc);
            }
        }
    }

    /** Notes where each instruction may lead to. */
    private final class Edges extends Analyzer<Origins> {
        Edges(OriginsOfValues values) {
            super(values);
        }

        @Override
        protected Frame<Origins> newFrame(int locals, int stack) {
            return new RemakingFrame(locals, stack);
        }

        @Override
        protected Frame<Origins> newFrame(Frame<? extends Origins> frame) {
            return new RemakingFrame(frame);
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

    /** Tells an object from the one that the same instruction has made before. */
    private static final class RemakingFrame extends Frame<Origins> {
        RemakingFrame(int locals, int stack) {
            super(locals, stack);
        }

        RemakingFrame(Frame<? extends Origins> frame) {
            super(frame);
        }

        @Override
        public void execute(AbstractInsnNode instruction, Interpreter<Origins> interpreter) throws AnalyzerException {
            for (int i = 0; i < getLocals(); i++) {
                setLocal(i, getLocal(i).whenRemade(instruction));
            }
            for (int i = 0; i < getStackSize(); i++) {
                setStack(i, getStack(i).whenRemade(instruction));
            }
            super.execute(instruction, interpreter);
        }
    }

    /** What the method does with the parameter in a slot. */
    Treatment treatmentOf(int slot) {
        Treatment worst = Treatment.READS;
        for (Use use : uses) {
            for (int i = 0; i < use.operands.size(); i++) {
                if (use.operands.get(i).mayBe(slot)) {
                    worst = worst.or(treatment(use, i));
                }
            }
        }
        return worst;
    }

    private Treatment treatment(Use use, int operand) {
        return switch (use.instruction.getOpcode()) {
            case Opcodes.CHECKCAST,
                    Opcodes.INSTANCEOF,
                    Opcodes.IFNULL,
                    Opcodes.IFNONNULL,
                    Opcodes.IF_ACMPEQ,
                    Opcodes.IF_ACMPNE -> Treatment.READS;
            case Opcodes.GETFIELD ->
                records.contains(((FieldInsnNode) use.instruction).owner) ? Treatment.READS : Treatment.KEEPS;
            case Opcodes.PUTFIELD -> operand == 0 ? Treatment.CHANGES : Treatment.KEEPS;
            default ->
                use.instruction instanceof MethodInsnNode call
                        ? calls.treatment(call, use.operands, slot(call, operand))
                        : Treatment.KEEPS;
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

    /** The class of what the method returns, if it has always made it and given it up. */
    Optional<String> makes() {
        Set<String> classes = new HashSet<>();
        for (Use use : uses) {
            if (use.instruction.getOpcode() == Opcodes.ARETURN && !isGivenUp(use, use.operands.get(0), classes)) {
                return Optional.empty();
            }
        }
        return classes.size() == 1 ? Optional.of(classes.iterator().next()) : Optional.empty();
    }

    /**
     * Whether all that the method hands to a collector is something that it has made and has nothing to do with any more.
     *
     * @param slot the collector's
     * @param classes gets the classes of what is handed over
     */
    boolean gives(int slot, Set<String> classes) {
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
        return calls.gives(call, use.operands, slot(call, operand), classes);
    }

    static boolean isCollect(MethodInsnNode call) {
        return call.owner.equals("dev/weft/util/Collector")
                && call.name.equals("collect")
                && call.desc.equals("(Ljava/lang/Object;)V");
    }

    /** Whether the value was made here, met nobody who keeps it, and is not used again once it was given away. */
    private boolean isGivenUp(Use giving, Origins value, Set<String> classes) {
        if (!value.isMade()) {
            return false;
        }
        for (AbstractInsnNode maker : value.made()) {
            classes.add(madeClasses.get(maker));
            Set<Integer> afterwards = reachable(giving.at, method.instructions.indexOf(maker));
            for (Use use : uses) {
                for (int i = 0; i < use.operands.size(); i++) {
                    Origins used = use.operands.get(i);
                    if (used.mayBeMadeBy(maker)
                            && (afterwards.contains(use.at)
                                    || used.mayBeMadeEarlierBy(maker)
                                    || !isGift(use, i) && treatment(use, i) == Treatment.KEEPS)) {
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

    /** What may run after an instruction, up to where another object is made in the place of this one. */
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
