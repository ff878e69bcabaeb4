package io.github.llmrouting;

import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;

import org.springframework.context.annotation.Configuration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What may import what, and what nobody does. */
final class ArchitectureRules {

	private static final String ROOT = "io.github.llmrouting";

	private static final String WIRING = ROOT + ".autoconfigure";

	/**
	 * Packages from the top floor down, and what each may import of ours. Those to come
	 * have their row already. The wiring imports everything, and nobody imports it.
	 */
	private static final String IMPORTS = """
			endpoint: springai observation admission rules cache budget routing failover health provider deployment \
			quota root
			springai: root
			observation: failover provider health budget cache admission deployment root
			admission: quota root
			rules: budget deployment root
			cache: root
			budget: routing failover deployment root
			routing: failover health deployment root
			failover: health provider quota deployment root
			health: provider quota deployment root
			provider: deployment root
			provider.openai: provider deployment root
			provider.anthropic: provider deployment root
			provider.gemini: provider deployment root
			provider.ollama: provider deployment root
			provider.chatmodel: provider deployment root
			deployment: root
			quota:
			root:
			""";

	/** Frameworks, and where they belong besides the wiring. */
	private static final String HOMES = """
			org.springframework.web.reactive.function.client..: provider provider.openai provider.anthropic provider.gemini provider.ollama provider.chatmodel
			io.netty..: provider
			reactor.netty..: provider
			io.github.resilience4j..: health
			org.springframework.boot.actuate..: endpoint
			org.springframework.boot.health..: endpoint
			org.springframework.data..: quota budget cache
			io.micrometer..: observation
			""";

	private static final String FORBIDDEN_WORDS = "(?:Impl|Abstract|Managers?|Helpers?|Utils?|Handlers?|Processors?"
			+ "|Services?|Common|Misc)";

	private ArchitectureRules() {
	}

	/** Returns the rules that hold for code in any package. */
	static List<ArchRule> everywhere() {
		List<ArchRule> rules = new ArrayList<>();
		rows(HOMES).forEach((library, homes) -> rules.add(home(library, homes)));
		rules.add(springBoot());
		rules.add(noCycles());
		rules.add(nullMarked());
		rules.add(plainNames());
		rules.add(finalClasses());
		rules.add(noClock());
		rules.add(noBlocking());
		rules.add(noClasses().should().dependOnClassesThat().belongToAnyOf(ObjectInputStream.class));
		rules.add(noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core.."));
		rules.add(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
		rules.add(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging"));
		rules.add(GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION);
		return rules;
	}

	/** Returns a rule for each row of the import table. */
	static List<ArchRule> imports() {
		List<ArchRule> rules = new ArrayList<>();
		rows(IMPORTS).forEach((name, allowed) -> rules.add(imports(qualified(name), allowed)));
		return rules;
	}

	/**
	 * Returns the rule that a package imports only some of ours.
	 * @param name of the package
	 * @param allowed short names of packages, besides itself
	 */
	static ArchRule imports(String name, List<String> allowed) {
		String[] packages = Stream.concat(Stream.of(name), allowed.stream().map(ArchitectureRules::qualified))
			.toArray(String[]::new);
		return noClasses().that()
			.resideInAPackage(name)
			.should()
			.dependOnClassesThat(
					resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(packages))))
			.as(name + " should import of ours only " + allowed)
			.allowEmptyShould(true);
	}

	/** Returns the rule that every package has a row in the import table. */
	static ArchRule knownPackages() {
		return classes().should()
			.resideInAnyPackage(
					Stream.concat(Stream.of(WIRING), rows(IMPORTS).keySet().stream().map(ArchitectureRules::qualified))
						.toArray(String[]::new));
	}

	private static Map<String, List<String>> rows(String table) {
		Map<String, List<String>> rows = new LinkedHashMap<>();
		table.lines()
			.map((line) -> line.split(": ?", 2))
			.forEach((row) -> rows.put(row[0], row[1].isEmpty() ? List.of() : List.of(row[1].split(" "))));
		return rows;
	}

	private static String qualified(String name) {
		return name.equals("root") ? ROOT : ROOT + "." + name;
	}

	private static ArchRule home(String library, List<String> homes) {
		return noClasses().that()
			.resideOutsideOfPackages(Stream.concat(Stream.of(WIRING), homes.stream().map(ArchitectureRules::qualified))
				.toArray(String[]::new))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library);
	}

	private static ArchRule springBoot() {
		return noClasses().that()
			.resideOutsideOfPackage(WIRING)
			.should()
			.dependOnClassesThat(resideInAPackage("org.springframework.boot..").and(DescribedPredicate
				.not(resideInAnyPackage("org.springframework.boot.actuate..", "org.springframework.boot.health.."))));
	}

	private static ArchRule noCycles() {
		return SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles();
	}

	private static ArchRule nullMarked() {
		return classes().should(ArchCondition.from(DescribedPredicate.describe("be in a package that is @NullMarked",
				(JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));
	}

	private static ArchRule plainNames() {
		return noClasses().should()
			.haveNameMatching(".*[.$](?:Default[A-Z].*|(?:[A-Z].*)?" + FORBIDDEN_WORDS + "(?![a-z]).*)");
	}

	private static ArchRule finalClasses() {
		return classes().that()
			.areNotInterfaces()
			.and()
			.areNotEnums()
			.and()
			.doNotHaveModifier(JavaModifier.ABSTRACT)
			.and()
			.areNotAnonymousClasses()
			.and()
			.areNotAnnotatedWith(Configuration.class)
			.should()
			.haveModifier(JavaModifier.FINAL);
	}

	private static ArchRule noClock() {
		return noClasses().that()
			.resideOutsideOfPackage(WIRING)
			.should()
			.accessTargetWhere(DescribedPredicate.describe("System.nanoTime is read",
					(access) -> isAt(access, System.class) && access.getName().equals("nanoTime")));
	}

	private static ArchRule noBlocking() {
		return noClasses().that()
			.doNotHaveFullyQualifiedName(ROOT + ".springai.RoutingChatModel")
			.should()
			.accessTargetWhere(DescribedPredicate.describe("a thread is made to wait", ArchitectureRules::isBlocking));
	}

	private static boolean isBlocking(JavaAccess<?> access) {
		boolean sleeps = isAt(access, Thread.class) && access.getName().equals("sleep");
		boolean blocks = access.getTargetOwner().getPackageName().equals("reactor.core.publisher")
				&& access.getName().matches("block.*|toIterable|toStream");
		return sleeps || blocks;
	}

	private static boolean isAt(JavaAccess<?> access, Class<?> type) {
		return access.getTargetOwner().isEquivalentTo(type);
	}

}
