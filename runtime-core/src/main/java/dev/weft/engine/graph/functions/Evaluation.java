package dev.weft.engine.graph.functions;

import dev.weft.engine.graph.functions.MethodResolver.Method;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.AbstractInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.FieldInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.IntInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.LdcInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.TypeInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.VarInsnNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Symbolic execution of a method without branches: gives the expression that it returns, or nothing where it does
 * something that is not modelled. Calls of the function's own methods are followed.
 */
final class Evaluation {

    private static final int DEEPEST = 8;
    private static final String TUPLE = "dev/weft/api/java/tuple/Tuple";
    private static final Set<String> BOXES =
            Set.of("java/lang/Long", "java/lang/Integer", "java/lang/Short", "java/lang/Byte", "java/lang/Number");

    private final MethodResolver resolver;
    private final Optional<String> self;
    private final int depth;
    private final Deque<Formula> stack = new ArrayDeque<>();
    private final Map<Integer, Formula> locals = new HashMap<>();

    /** An allocated object whose constructor was not called yet. */
    private record Raw(int number, String type) {}

    private final Map<Formula, Raw> raws = new HashMap<>();

    private Evaluation(MethodResolver resolver, Optional<String> self, int depth) {
        this.resolver = resolver;
        this.self = self;
        this.depth = depth;
    }

    /**
     * The expression that a method returns for these arguments.
     *
     * @param self the class of {@code this}, if it is known
     */
    static Optional<Formula> of(
            MethodResolver resolver, Method method, Optional<String> self, List<Formula> arguments) {
        return new Evaluation(resolver, self, 0).run(method, arguments);
    }

    private Optional<Formula> run(Method method, List<Formula> arguments) {
        if (!method.code().tryCatchBlocks.isEmpty()) {
            return Optional.empty();
        }
        int slot = 0;
        int next = 0;
        if (!method.isStatic()) {
            locals.put(slot++, arguments.get(next++));
        }
        for (Type type : Type.getArgumentTypes(method.code().desc)) {
            locals.put(slot, arguments.get(next++));
            slot += type.getSize();
        }
        for (AbstractInsnNode instruction : method.code().instructions) {
            int opcode = instruction.getOpcode();
            if (opcode == Opcodes.ARETURN || opcode == Opcodes.LRETURN || opcode == Opcodes.IRETURN) {
                Formula result = stack.pop();
                return raws.containsKey(result) ? Optional.empty() : Optional.of(result);
            }
            if (opcode >= 0 && !step(instruction)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean step(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            return push(new Formula.Constant(opcode - Opcodes.ICONST_0));
        }
        if (instruction instanceof VarInsnNode variable) {
            if (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD) {
                Formula value = locals.get(variable.var);
                return value != null && push(value);
            }
            if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
                locals.put(variable.var, stack.pop());
                return true;
            }
            return false;
        }
        if (instruction instanceof MethodInsnNode call) {
            return call(call);
        }
        Optional<Combination> combination = Combination.ofInstruction(opcode);
        if (combination.isPresent()) {
            Formula second = stack.pop();
            return push(new Formula.Combined(combination.get(), stack.pop(), second));
        }
        return switch (opcode) {
            case Opcodes.LCONST_0 -> push(new Formula.Constant(0L));
            case Opcodes.LCONST_1 -> push(new Formula.Constant(1L));
            case Opcodes.BIPUSH, Opcodes.SIPUSH -> push(new Formula.Constant(((IntInsnNode) instruction).operand));
            case Opcodes.LDC ->
                ((LdcInsnNode) instruction).cst instanceof Number number && push(new Formula.Constant(number));
            case Opcodes.CHECKCAST -> true;
            case Opcodes.DUP -> push(stack.peek());
            case Opcodes.I2L ->
                push(
                        stack.peek() instanceof Formula.Constant constant
                                ? constantLong(constant)
                                : new Formula.Other(List.of(stack.pop())));
            case Opcodes.NEW -> make(((TypeInsnNode) instruction).desc);
            case Opcodes.GETFIELD -> field((FieldInsnNode) instruction);
            default -> false;
        };
    }

    private Formula constantLong(Formula.Constant constant) {
        stack.pop();
        return new Formula.Constant(constant.value().longValue());
    }

    private boolean push(Formula formula) {
        stack.push(formula);
        return true;
    }

    private boolean make(String type) {
        if (!isTuple(type)) {
            return false;
        }
        Formula raw = new Formula.Other(List.of(new Formula.Constant(raws.size()), new Formula.Constant(-1)));
        raws.put(raw, new Raw(raws.size(), type));
        return push(raw);
    }

    private static boolean isTuple(String type) {
        return type.startsWith(TUPLE)
                && type.length() > TUPLE.length()
                && Character.isDigit(type.charAt(TUPLE.length()));
    }

    private boolean field(FieldInsnNode read) {
        Formula of = stack.pop();
        if (of instanceof Formula.NewTuple tuple && isTuple(read.owner)) {
            return push(tuple.fields().get(Integer.parseInt(read.name.substring(1))));
        }
        return push(isTuple(read.owner) ? new Formula.Field(of, read.name) : new Formula.Other(List.of(of)));
    }

    private boolean call(MethodInsnNode call) {
        List<Formula> arguments = new ArrayList<>();
        int count = Type.getArgumentTypes(call.desc).length + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1);
        for (int i = 0; i < count; i++) {
            arguments.add(stack.pop());
        }
        Collections.reverse(arguments);
        if (call.name.equals("<init>")) {
            return initialize(arguments);
        }
        if (BOXES.contains(call.owner) && (call.name.equals("valueOf") || call.name.endsWith("Value"))) {
            return isSameNumber(call) ? push(arguments.get(0)) : push(new Formula.Other(arguments));
        }
        Optional<Combination> combination = Combination.ofCall(call.owner, call.name, call.desc);
        if (combination.isPresent()) {
            return push(new Formula.Combined(combination.get(), arguments.get(0), arguments.get(1)));
        }
        if (call.getOpcode() == Opcodes.INVOKESTATIC && isTuple(call.owner) && call.name.equals("of")) {
            return push(new Formula.NewTuple(call.owner, arguments));
        }
        return callOwn(call, arguments);
    }

    /** Whether the call boxes or unboxes without a change of type. */
    private static boolean isSameNumber(MethodInsnNode call) {
        return switch (call.owner + "." + call.name + call.desc) {
            case "java/lang/Long.valueOf(J)Ljava/lang/Long;",
                    "java/lang/Long.longValue()J",
                    "java/lang/Integer.valueOf(I)Ljava/lang/Integer;",
                    "java/lang/Integer.intValue()I" -> true;
            default -> false;
        };
    }

    private boolean initialize(List<Formula> arguments) {
        Raw raw = raws.remove(arguments.get(0));
        if (raw == null || stack.isEmpty() || !stack.pop().equals(arguments.get(0))) {
            return false;
        }
        return push(new Formula.NewTuple(raw.type(), List.copyOf(arguments.subList(1, arguments.size()))));
    }

    /** Follows a call of the function's own methods; of any other only the arguments count. */
    private boolean callOwn(MethodInsnNode call, List<Formula> arguments) {
        Type result = Type.getReturnType(call.desc);
        boolean onThis = call.getOpcode() != Opcodes.INVOKESTATIC
                && self.isPresent()
                && arguments.get(0).equals(new Formula.Parameter(0));
        if (onThis && depth < DEEPEST) {
            Optional<Method> method = resolver.select(self.get(), call.owner, call.name, call.desc);
            Optional<Formula> value =
                    method.flatMap(own -> new Evaluation(resolver, self, depth + 1).run(own, arguments));
            value.ifPresent(stack::push);
            return value.isPresent();
        }
        return result != Type.VOID_TYPE && push(new Formula.Other(List.copyOf(arguments)));
    }
}
