package dev.weft.engine.graph.functions;

import dev.weft.engine.graph.functions.MethodResolver.Method;
import dev.weft.engine.graph.functions.Traced.Role;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.FieldInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds methods of functions that always return the same number: one that comes from constants, final fields, captured variables
 * and calls of {@link LibraryCalls} with them.
 */
public final class Constants {

    private final String self;
    private final MethodResolver resolver;
    private final KnownObjects objects;
    private final StraightLine execution = new StraightLine();

    /** @param on the function, or what a lambda expression is called on */
    private Constants(Object on) {
        this.self = Type.getInternalName(on.getClass());
        this.resolver = new MethodResolver(on.getClass().getClassLoader());
        this.objects = new KnownObjects(on);
    }

    /**
     * The number that a method returns for all arguments, if its bytecode shows that.
     *
     * @param function an object or a lambda expression
     * @param descriptor of the method in its interface, in the form of the class file
     */
    public static Optional<Number> returnedBy(Object function, String name, String descriptor) {
        Optional<Traced> returned = function.getClass().isHidden()
                ? Lambda.of(function).flatMap(lambda -> byLambda(function, lambda))
                : byMethod(function, name, descriptor);
        return returned.flatMap(Traced::object).filter(Number.class::isInstance).map(Number.class::cast);
    }

    private static Optional<Traced> byMethod(Object function, String name, String descriptor) {
        Constants on = new Constants(function);
        return on.run(on.resolver.find(on.self, name, descriptor), List.of(Traced.of(Role.SELF)));
    }

    private static Optional<Traced> byLambda(Object function, Lambda lambda) {
        Constants on = new Constants(lambda.receiver().orElse(function));
        List<Traced> first = new ArrayList<>();
        lambda.receiver().ifPresent(receiver -> first.add(Traced.of(Role.SELF)));
        Type[] parameters = Type.getArgumentTypes(lambda.descriptor());
        for (int i = 0; i < lambda.captured().size(); i++) {
            first.add(
                    Traced.of(parameters[i].getSize(), lambda.captured().get(i).filter(LibraryCalls::isConstant)));
        }
        Optional<Method> method = lambda.receiver().isPresent()
                ? on.resolver.select(on.self, lambda.owner(), lambda.name(), lambda.descriptor())
                : on.resolver
                        .find(lambda.owner(), lambda.name(), lambda.descriptor())
                        .filter(Method::isStatic);
        return on.run(method, first);
    }

    /** @param first the first arguments; the others are not known */
    private Optional<Traced> run(Optional<Method> method, List<Traced> first) {
        return method.flatMap(found -> {
            List<Traced> arguments = new ArrayList<>(first);
            Type[] parameters = Type.getArgumentTypes(found.code().desc);
            for (int i = first.size() - (found.isStatic() ? 0 : 1); i < parameters.length; i++) {
                arguments.add(Traced.unknown(parameters[i].getSize()));
            }
            return execution.run(found.code(), arguments, new Execution());
        });
    }

    /** Instructions of methods of which nothing but the returned value matters. */
    private final class Execution extends SymbolicInterpreter {

        Execution() {
            super(objects);
        }

        @Override
        Optional<Object> field(FieldInsnNode read, Traced of) {
            Optional<Field> field = of.is(Role.SELF) ? objects.find(read) : Optional.empty();
            return field.filter(own -> Modifier.isFinal(own.getModifiers()))
                    .flatMap(own -> objects.valueOf(own, false));
        }

        @Override
        void assign(FieldInsnNode write, Traced of, Traced value) {
            // fields that change are not read
        }

        @Override
        void escape(List<? extends Traced> values) {
            // known values are immutable
        }

        @Override
        Traced call(MethodInsnNode call, List<? extends Traced> arguments) {
            Optional<Method> target = Optional.empty();
            if (call.getOpcode() == Opcodes.INVOKESTATIC) {
                target = resolver.find(call.owner, call.name, call.desc);
            } else if (arguments.get(0).is(Role.SELF)) {
                target = call.getOpcode() == Opcodes.INVOKESPECIAL
                        ? resolver.find(call.owner, call.name, call.desc)
                        : resolver.select(self, call.owner, call.name, call.desc);
            }
            return target.flatMap(method -> execution.run(method.code(), arguments, this))
                    .orElseGet(
                            () -> Traced.unknown(Type.getReturnType(call.desc).getSize()));
        }
    }
}
