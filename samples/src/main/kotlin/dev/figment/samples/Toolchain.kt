package dev.figment.samples

/** The version of Kotlin that compiles the samples. */
fun kotlinVersion(): String = KotlinVersion.CURRENT.toString()
