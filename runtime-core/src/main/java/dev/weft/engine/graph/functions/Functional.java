package dev.weft.engine.graph.functions;

import dev.weft.shaded.org.objectweb.asm.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A function, an object or a lambda expression, prepared for symbolic execution; its parameters are numbered from 1. */
final class Functional {
    private final Object function;
    private final Optional<Lambda> lambda;
    private final MethodResolver resolver;

    Functional(Object function) {
        this.function = function;
        this.lambda = function.getClass().isHidden() ? Lambda.of(function) : Optional.empty();
        this.resolver = new MethodResolver(function.getClass().getClassLoader());
    }

    /** What one of its methods returns, if it is understood; of a lambda expression, its only one. */
    Optional<Formula> formula(String name, String descriptor) {
        try {
            return function.getClass().isHidden()
                    ? lambda.flatMap(this::formulaOfLambda)
                    : formulaOfMethod(name, descriptor);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Formula> formulaOfMethod(String name, String descriptor) {
        String type = Type.getInternalName(function.getClass());
        return resolver.find(type, name, descriptor)
                .flatMap(method -> Evaluation.of(
                        resolver,
                        method,
                        Optional.of(type),
                        arguments(0, Type.getArgumentTypes(descriptor).length + 1)));
    }

    private Optional<Formula> formulaOfLambda(Lambda called) {
        Optional<Combination> platform = Combination.ofCall(called.owner(), called.name(), called.descriptor());
        if (platform.isPresent()) {
            return Optional.of(
                    new Formula.Combined(platform.get(), new Formula.Parameter(1), new Formula.Parameter(2)));
        }
        if (called.receiver().isPresent()) {
            return Optional.empty();
        }
        List<Formula> arguments = new ArrayList<>();
        called.captured().forEach(value -> arguments.add(captured(value)));
        int parameters = Type.getArgumentTypes(called.descriptor()).length;
        arguments.addAll(arguments(1, parameters - arguments.size()));
        return resolver.find(called.owner(), called.name(), called.descriptor())
                .filter(MethodResolver.Method::isStatic)
                .flatMap(method -> Evaluation.of(resolver, method, Optional.empty(), arguments));
    }

    private static Formula captured(Optional<Object> value) {
        return value.filter(number -> number instanceof Integer || number instanceof Long)
                .<Formula>map(number -> new Formula.Constant((Number) number))
                .orElseGet(() -> new Formula.Other(List.of()));
    }

    private static List<Formula> arguments(int from, int count) {
        List<Formula> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(new Formula.Parameter(from + i));
        }
        return arguments;
    }
}
