<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>UpdateLines</name>
    <message numerus="yes">
        <source>%n updates</source>
        <translation>
            <numerusform>%n update</numerusform>
            <numerusform>%n updates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>feedscope</name>
    <message numerus="yes">
        <source>%1: %n update(s) missing from the sequence.</source>
        <translation>
            <numerusform>%1: %n update missing from the sequence.</numerusform>
            <numerusform>%1: %n updates missing from the sequence.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>feedscope::ComparePage</name>
    <message numerus="yes">
        <source>WS · %n connection(s)</source>
        <translation>
            <numerusform>WS · %n connection</numerusform>
            <numerusform>WS · %n connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>feedscope::DashboardPage</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older not kept</source>
        <translation>
            <numerusform>%n older not kept</numerusform>
            <numerusform>%n older not kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not fresh</source>
        <translation>
            <numerusform>%n not fresh</numerusform>
            <numerusform>%n not fresh</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>feedscope::TopBar</name>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n series</numerusform>
            <numerusform>%n series</numerusform>
        </translation>
    </message>
</context>
</TS>
