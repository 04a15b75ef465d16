<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>cairn::ui</name>
    <message>
        <source>rule %1</source>
        <translation>Regel %1</translation>
    </message>
    <message>
        <source>rule %1, “%2”</source>
        <translation>Regel %1, „%2“</translation>
    </message>
    <message>
        <source>the push’s clearmode label</source>
        <translation>Label clearmode des Pushs</translation>
    </message>
    <message>
        <source>birth time: the earliest wins</source>
        <translation>Entstehungszeit: die früheste gilt</translation>
    </message>
    <message>
        <source>as decided at its last push; the next goes by what holds now</source>
        <translation>wie beim letzten Push entschieden; der nächste richtet sich nach dem jetzigen Stand</translation>
    </message>
    <message>
        <source>profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>added</source>
        <translation>addiert</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>family replaced</source>
        <translation>Familie ersetzt</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 addiert</translation>
    </message>
    <message>
        <source>%1 replaced</source>
        <translation>%1 ersetzt</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 neu</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>%1 behalten</translation>
    </message>
    <message>
        <source>%1 replaced with the family</source>
        <translation>%1 mit der Familie ersetzt</translation>
    </message>
    <message>
        <source>%1 dropped</source>
        <translation>%1 verworfen</translation>
    </message>
    <message>
        <source>Refused at line %1: %2</source>
        <translation>Abgelehnt in Zeile %1: %2</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Abgelehnt: %1</translation>
    </message>
    <message>
        <source>No series: nothing changed</source>
        <translation>Keine Zeitreihe: nichts hat sich geändert</translation>
    </message>
    <message>
        <source>1 series</source>
        <translation>1 Zeitreihe</translation>
    </message>
    <message>
        <source>%1 series</source>
        <translation>%1 Zeitreihen</translation>
    </message>
    <message>
        <source>quantiles</source>
        <translation>Quantile</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>count %1</source>
        <translation>Anzahl %1</translation>
    </message>
    <message>
        <source>sum %1</source>
        <translation>Summe %1</translation>
    </message>
    <message>
        <source>≤ %1: %2</source>
        <translation>≤ %1: %2</translation>
    </message>
    <message>
        <source>quantile %1: %2</source>
        <translation>Quantil %1: %2</translation>
    </message>
    <message>
        <source>every series</source>
        <translation>alle Zeitreihen</translation>
    </message>
    <message>
        <source>the group without labels</source>
        <translation>die Gruppe ohne Labels</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>older than %1</source>
        <translation>älter als %1</translation>
    </message>
    <message>
        <source>no secret service answers (%1)</source>
        <translation>kein Geheimnisdienst antwortet (%1)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>as all</source>
        <translation>wie alle</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>lives</source>
        <translation>lebt</translation>
    </message>
    <message>
        <source>leaves out</source>
        <translation>lässt weg</translation>
    </message>
    <message>
        <source>sources by</source>
        <translation>Quellen nach</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>staging</source>
        <translation>Staging</translation>
    </message>
    <message>
        <source>development</source>
        <translation>Entwicklung</translation>
    </message>
    <message>
        <source>no colour</source>
        <translation>keine Farbe</translation>
    </message>
    <message>
        <source>red</source>
        <translation>rot</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>orange</translation>
    </message>
    <message>
        <source>green</source>
        <translation>grün</translation>
    </message>
    <message>
        <source>teal</source>
        <translation>petrol</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>blau</translation>
    </message>
    <message>
        <source>purple</source>
        <translation>violett</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>Production: %1</source>
        <translation>Produktion: %1</translation>
    </message>
    <message>
        <source>increment</source>
        <translation>Zuwachs</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Somebody at %1 saved other rules at %2, since you began.</source>
        <translation>Jemand an %1 hat um %2 andere Regeln gespeichert, seit Sie begonnen haben.</translation>
    </message>
    <message>
        <source>The rule file was changed on disk at %1, since you began.</source>
        <translation>Die Regeldatei wurde um %1 auf der Platte geändert, seit Sie begonnen haben.</translation>
    </message>
    <message>
        <source>The gateway was started again at %1 and has other rules than when you began.</source>
        <translation>Das Gateway wurde um %1 neu gestartet und hat andere Regeln als zu Beginn.</translation>
    </message>
    <message>
        <source>The rules were not known yet when you began.</source>
        <translation>Die Regeln waren noch nicht bekannt, als Sie begannen.</translation>
    </message>
    <message>
        <source>The rules in force are others than when you began; why, the gateway does not say.</source>
        <translation>Es gelten andere Regeln als zu Beginn; warum, sagt das Gateway nicht.</translation>
    </message>
    <message>
        <source>In force, saved from %1 at %2</source>
        <translation>Geltend, von %1 um %2 gespeichert</translation>
    </message>
    <message>
        <source>In force, from the file changed at %1</source>
        <translation>Geltend, aus der um %1 geänderten Datei</translation>
    </message>
    <message>
        <source>In force since the start at %1</source>
        <translation>Geltend seit dem Start um %1</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>Geltend</translation>
    </message>
</context>
<context>
    <name>cairn::ui::AboutDialog</name>
    <message>
        <source>About Cairn</source>
        <translation>Über Cairn</translation>
    </message>
    <message>
        <source>An aggregating push gateway for Prometheus, and its control room.</source>
        <translation>Ein aggregierendes Push-Gateway für Prometheus und seine Leitwarte.</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Dieses Fenster</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>%1, built with %2</source>
        <translation>%1, gebaut mit %2</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>Tokens and passwords are kept in the system keyring, never in a file of Cairn’s.</source>
        <translation>Token und Passwörter liegen im Schlüsselbund des Systems, nie in einer Datei von Cairn.</translation>
    </message>
    <message>
        <source>Tokens and passwords are kept in memory until Cairn quits, never in a file.</source>
        <translation>Token und Passwörter bleiben im Speicher, bis Cairn endet, nie in einer Datei.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>GNU General Public License, version 3 or later (GPL-3.0-or-later); without any warranty</source>
        <translation>GNU General Public License, Version 3 oder später (GPL-3.0-or-later); ohne jede Gewähr</translation>
    </message>
    <message>
        <source>Copy all of it, for a report</source>
        <translation>Alles kopieren, für eine Meldung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cairn %1, profile %2, at %3</source>
        <translation>Cairn %1, Profil %2, unter %3</translation>
    </message>
    <message>
        <source>not heard of yet</source>
        <translation>noch nichts gehört</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>Revision %1</translation>
    </message>
    <message>
        <source>The licence in full</source>
        <translation>Die Lizenz im Wortlaut</translation>
    </message>
    <message>
        <source>Prometheus’ text format</source>
        <translation>Das Textformat von Prometheus</translation>
    </message>
    <message>
        <source>The API of this gateway</source>
        <translation>Die API dieses Gateways</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ApiClient</name>
    <message>
        <source>Connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>Connection closed</source>
        <translation>Verbindung geschlossen</translation>
    </message>
    <message>
        <source>Host %1 not found</source>
        <translation>Rechner %1 nicht gefunden</translation>
    </message>
    <message>
        <source>no whole answer in time</source>
        <translation>keine ganze Antwort zur rechten Zeit</translation>
    </message>
    <message>
        <source>it does not speak HTTP</source>
        <translation>es spricht kein HTTP</translation>
    </message>
    <message>
        <source>it answers %1</source>
        <translation>es antwortet %1</translation>
    </message>
    <message>
        <source>its answer is not JSON</source>
        <translation>seine Antwort ist kein JSON</translation>
    </message>
    <message>
        <source>its answer has no data</source>
        <translation>seine Antwort enthält keine Daten</translation>
    </message>
</context>
<context>
    <name>cairn::ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>An action, a page, a family, a group</source>
        <translation>Eine Aktion, Seite, Familie oder Gruppe</translation>
    </message>
    <message>
        <source>family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>What answers</source>
        <translation>Treffer</translation>
    </message>
</context>
<context>
    <name>cairn::ui::Connection</name>
    <message>
        <source>no answer for %1 s</source>
        <translation>keine Antwort seit %1 s</translation>
    </message>
    <message>
        <source>its status lacks what every gateway says</source>
        <translation>seinem Status fehlt, was jedes Gateway sagt</translation>
    </message>
    <message>
        <source>an answer took %1 s</source>
        <translation>eine Antwort dauerte %1 s</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ConnectionCard</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ConnectionForm</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>gateway.example:9091, or https://…</source>
        <translation>gateway.example:9091 oder https://…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>like its host</source>
        <translation>wie der Rechner</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>of a password; none for a token</source>
        <translation>zu einem Passwort; bei einem Token keiner</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>token or password; goes to the system keyring</source>
        <translation>Token oder Passwort; kommt in den Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>token or password; kept until Cairn quits</source>
        <translation>Token oder Passwort; bleibt, bis Cairn endet</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>That is no address: write host:port, or a URL that begins with http:// or https://.</source>
        <translation>Das ist keine Adresse: Gemeint ist Rechner:Port oder eine URL, die mit http:// oder https:// beginnt.</translation>
    </message>
    <message>
        <source>Asking %1 …</source>
        <translation>%1 wird gefragt …</translation>
    </message>
    <message>
        <source>Found, in %1.</source>
        <translation>Gefunden, in %1.</translation>
    </message>
    <message>
        <source>Encrypted.</source>
        <translation>Verschlüsselt.</translation>
    </message>
    <message>
        <source>Not encrypted.</source>
        <translation>Nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>You may change rules and reset series.</source>
        <translation>Regeln ändern und Zeitreihen zurücksetzen ist erlaubt.</translation>
    </message>
    <message>
        <source>You may look, and change nothing.</source>
        <translation>Ansehen ist erlaubt, ändern nicht.</translation>
    </message>
    <message>
        <source>Let in: Cairn %1, profile %2.</source>
        <translation>Eingelassen: Cairn %1, Profil %2.</translation>
    </message>
    <message>
        <source>Not found: %1.</source>
        <translation>Nicht gefunden: %1.</translation>
    </message>
    <message>
        <source>Found nothing that answers in time.</source>
        <translation>Nichts gefunden, das rechtzeitig antwortet.</translation>
    </message>
    <message>
        <source>Not let in: %1.</source>
        <translation>Nicht eingelassen: %1.</translation>
    </message>
    <message>
        <source>It does not speak Cairn’s admin API: %1.</source>
        <translation>Es spricht nicht die Admin-API von Cairn: %1.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>One of these, or a word of your own; production gets an edge round the whole window</source>
        <translation>Eine von diesen oder ein eigenes Wort; Produktion bekommt einen Rand um das ganze Fenster</translation>
    </message>
    <message>
        <source>none; or a word of your own</source>
        <translation>keine; oder ein eigenes Wort</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ConnectionsPage</name>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>Anderswo</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Its secret is kept until Cairn quits.</source>
        <translation>Das Geheimnis bleibt, bis Cairn endet.</translation>
    </message>
    <message>
        <source>Its secret is kept until Cairn quits; the keyring did not take it: %1.</source>
        <translation>Das Geheimnis bleibt, bis Cairn endet; der Schlüsselbund nahm es nicht an: %1.</translation>
    </message>
    <message>
        <source>The keyring did not give its secret: %1. Edit it to type the secret again.</source>
        <translation>Der Schlüsselbund gab das Geheimnis nicht heraus: %1. Unter „Bearbeiten“ lässt es sich neu eingeben.</translation>
    </message>
    <message>
        <source>Its secret is in the system keyring.</source>
        <translation>Das Geheimnis ist im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>it has none</source>
        <translation>er hat keines</translation>
    </message>
    <message>
        <source>Open now, and not saved yet.</source>
        <translation>Gerade geöffnet und noch nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ControlRoom</name>
    <message>
        <source>This computer’s gateway runs at %1.</source>
        <translation>Das Gateway dieses Rechners läuft unter %1.</translation>
    </message>
    <message>
        <source>This computer’s gateway did not start: %1.</source>
        <translation>Das Gateway dieses Rechners ist nicht gestartet: %1.</translation>
    </message>
    <message>
        <source>%1 is open, as it was last time.</source>
        <translation>%1 ist offen, wie beim letzten Mal.</translation>
    </message>
    <message>
        <source>To this computer</source>
        <translation>Zu diesem Rechner</translation>
    </message>
    <message>
        <source>The keyring did not give the secret of %1: %2.</source>
        <translation>Der Schlüsselbund gab das Geheimnis von %1 nicht heraus: %2.</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
</context>
<context>
    <name>cairn::ui::CopyButton</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>cairn::ui::DistributionChart</name>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>no observations yet</source>
        <translation>noch keine Beobachtungen</translation>
    </message>
    <message>
        <source>over %1, up to %2
%3 observations, %4
%5 up to here</source>
        <translation>über %1, bis %2
%3 Beobachtungen, %4
%5 bis hierher</translation>
    </message>
    <message>
        <source>Quantiles are estimated from the buckets; the line is the share up to each bound.</source>
        <translation>Quantile sind aus den Buckets geschätzt; die Linie ist der Anteil bis zu jeder Grenze.</translation>
    </message>
    <message>
        <source>%1 observations</source>
        <translation>%1 Beobachtungen</translation>
    </message>
    <message>
        <source>p%1 about %2</source>
        <translation>p%1 etwa %2</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ExpositionDrop</name>
    <message>
        <source>Try what is in the clipboard</source>
        <translation>Zwischenablage ausprobieren</translation>
    </message>
    <message>
        <source>There is no text to try</source>
        <translation>Es gibt keinen Text zum Ausprobieren</translation>
    </message>
    <message>
        <source>%1 is longer than %2: push it with curl --data-binary @%1</source>
        <translation>%1 ist länger als %2: mit curl --data-binary @%1 senden</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht lesbar: %2</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamiliesDetail</name>
    <message>
        <source>Name of the family</source>
        <translation>Name der Familie</translation>
    </message>
    <message>
        <source>Shows first what it takes (Del)</source>
        <translation>Zeigt zuerst, was es nimmt (Entf)</translation>
    </message>
    <message>
        <source>Close the detail (Esc)</source>
        <translation>Einzelheiten schließen (Esc)</translation>
    </message>
    <message>
        <source>Close the detail</source>
        <translation>Einzelheiten schließen</translation>
    </message>
    <message>
        <source>Make it a rule</source>
        <translation>Zur Regel machen</translation>
    </message>
    <message>
        <source>Opens the rules with one more: increase. Nothing is saved yet.</source>
        <translation>Öffnet die Regeln mit einer mehr: increase. Noch wird nichts gespeichert.</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Zeitreihen</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Why this mode</source>
        <translation>Warum dieser Modus</translation>
    </message>
    <message>
        <source>As scraped</source>
        <translation>Wie abgefragt</translation>
    </message>
    <message>
        <source>Sides of the family</source>
        <translation>Seiten der Familie</translation>
    </message>
    <message numerus="yes">
        <source>Reset %1 series…</source>
        <translation>
            <numerusform>%1 Zeitreihe zurücksetzen …</numerusform>
            <numerusform>%1 Zeitreihen zurücksetzen …</numerusform>
        </translation>
    </message>
    <message>
        <source>Only histograms have a distribution; this is a %1.</source>
        <translation>Nur Histogramme haben eine Verteilung; dies ist vom Typ %1.</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamiliesDistributionTab</name>
    <message>
        <source>%1 observed</source>
        <translation>%1 beobachtet</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>p%1 %2</source>
        <translation>p%1 %2</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamiliesGone</name>
    <message>
        <source>What returns is added to what came since. rate() reads it as new increase.</source>
        <translation>Was zurückkommt, wird zu dem addiert, was seither kam. rate() liest es als neuen Zuwachs.</translation>
    </message>
    <message>
        <source>Nothing is there of %1.</source>
        <translation>Von %1 ist nichts da.</translation>
    </message>
    <message>
        <source>Nothing is there of %1 any more: it was deleted, its time ran out, or the gateway was started anew. It shows here again with the next push.</source>
        <translation>Von %1 ist nichts mehr da: gelöscht, abgelaufen, oder das Gateway wurde neu gestartet. Mit dem nächsten Push erscheint es hier wieder.</translation>
    </message>
    <message>
        <source>%1 was reset at %2; nothing was pushed since.</source>
        <translation>%1 wurde um %2 zurückgesetzt; seither kam kein Push.</translation>
    </message>
    <message numerus="yes">
        <source>Undo, %1 series return</source>
        <translation>
            <numerusform>Rückgängig, %1 Zeitreihe kommt wieder</numerusform>
            <numerusform>Rückgängig, %1 Zeitreihen kommen wieder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamiliesOverTimeTab</name>
    <message>
        <source>waiting for a second push</source>
        <translation>wartet auf einen zweiten Push</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>all series</source>
        <translation>alle Zeitreihen</translation>
    </message>
    <message>
        <source>Observations, %1</source>
        <translation>Beobachtungen, %1</translation>
    </message>
    <message>
        <source>Value, %1</source>
        <translation>Wert, %1</translation>
    </message>
    <message>
        <source>Sum of %1</source>
        <translation>Summe über %1</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamiliesPage</name>
    <message>
        <source>Families</source>
        <translation>Familien</translation>
    </message>
    <message>
        <source>name, or {job=&quot;api&quot;}</source>
        <translation>Name oder {job=&quot;api&quot;}</translation>
    </message>
    <message>
        <source>Open detail</source>
        <translation>Einzelheiten öffnen</translation>
    </message>
    <message>
        <source>1 family</source>
        <translation>1 Familie</translation>
    </message>
    <message>
        <source>%1 families</source>
        <translation>%1 Familien</translation>
    </message>
    <message>
        <source>Reset what is selected…</source>
        <translation>Ausgewähltes zurücksetzen …</translation>
    </message>
    <message>
        <source>Make a rule for it…</source>
        <translation>Regel dafür anlegen …</translation>
    </message>
    <message>
        <source>These are too many families for the clipboard: export them</source>
        <translation>Das sind zu viele Familien für die Zwischenablage: als Datei exportieren</translation>
    </message>
    <message>
        <source>Not copied: %1</source>
        <translation>Nicht kopiert: %1</translation>
    </message>
    <message>
        <source>Select what to reset</source>
        <translation>Auswählen, was zurückgesetzt werden soll</translation>
    </message>
    <message>
        <source>At most %1 families at once</source>
        <translation>Höchstens %1 Familien auf einmal</translation>
    </message>
    <message>
        <source>Select what the rule is for</source>
        <translation>Auswählen, wofür die Regel ist</translation>
    </message>
    <message>
        <source>At most %1 series at once; or all of the family</source>
        <translation>Höchstens %1 Zeitreihen auf einmal; oder alle der Familie</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamiliesScrapedTab</name>
    <message>
        <source>As scraped</source>
        <translation>Wie abgefragt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>
# cut here: there is more</source>
        <translation>
# hier gekürzt: es gibt mehr</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamiliesSeriesTab</name>
    <message>
        <source>Series</source>
        <translation>Zeitreihen</translation>
    </message>
    <message>
        <source>All have %1</source>
        <translation>Alle haben %1</translation>
    </message>
    <message>
        <source>Filter series</source>
        <translation>Zeitreihen filtern</translation>
    </message>
    <message>
        <source>part of a label, or {code=&quot;500&quot;}</source>
        <translation>Teil eines Labels oder {code=&quot;500&quot;}</translation>
    </message>
    <message>
        <source>the first %1 of %2 series</source>
        <translation>die ersten %1 von %2 Zeitreihen</translation>
    </message>
    <message>
        <source>1 series</source>
        <translation>1 Zeitreihe</translation>
    </message>
    <message>
        <source>%1 series</source>
        <translation>%1 Zeitreihen</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamiliesWhyTab</name>
    <message>
        <source>the series without labels</source>
        <translation>die Zeitreihe ohne Labels</translation>
    </message>
    <message>
        <source>%1 is merged by %2. Decided by: %3.</source>
        <translation>%1 wird mit %2 zusammengeführt. Das bestimmt: %3.</translation>
    </message>
    <message>
        <source>%1 was merged by %2; its next push is merged by %3. Decided by: %4.</source>
        <translation>%1 wurde mit %2 zusammengeführt, der nächste Push mit %3. Das bestimmt: %4.</translation>
    </message>
    <message>
        <source>Open rule</source>
        <translation>Regel öffnen</translation>
    </message>
    <message>
        <source>Make a rule for this family…</source>
        <translation>Regel für diese Familie anlegen …</translation>
    </message>
    <message>
        <source>Opens the rules with a draft of one. Nothing is saved yet.</source>
        <translation>Öffnet die Regeln mit einem Entwurf. Gespeichert ist noch nichts.</translation>
    </message>
    <message>
        <source>A rule would be asked before the profile.</source>
        <translation>Eine Regel würde vor dem Profil gefragt.</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamilyModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Zeitreihen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Last minute</source>
        <translation>Letzte Minute</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>%1: %2, %3 series</source>
        <translation>%1: %2, Zeitreihen: %3</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 je Sekunde</translation>
    </message>
    <message>
        <source>Name · %1 changed</source>
        <translation>Name · %1 geändert</translation>
    </message>
    <message>
        <source>Each of the %1 series has a value of its own; their sum would say nothing.</source>
        <translation>Jede der %1 Zeitreihen hat einen eigenen Wert; ihre Summe würde nichts sagen.</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FamilySeriesModel</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>%1 observed</source>
        <translation>%1 beobachtet</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>sum %1</source>
        <translation>Summe %1</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Up and Down: what was filtered by before</source>
        <translation>Auf und Ab: wonach zuvor gefiltert wurde</translation>
    </message>
</context>
<context>
    <name>cairn::ui::FirstSteps</name>
    <message>
        <source>Nothing has been pushed yet</source>
        <translation>Noch wurde nichts gepusht</translation>
    </message>
    <message>
        <source>Copy a line into a terminal: what it pushes appears here within a second.</source>
        <translation>Eine Zeile ins Terminal kopieren: Was sie pusht, erscheint hier binnen einer Sekunde.</translation>
    </message>
    <message>
        <source>Push with curl</source>
        <translation>Mit curl pushen</translation>
    </message>
    <message>
        <source>Push with Python</source>
        <translation>Mit Python pushen</translation>
    </message>
    <message>
        <source>pip install prometheus_client</source>
        <translation>pip install prometheus_client</translation>
    </message>
    <message>
        <source>Let Prometheus scrape it</source>
        <translation>Von Prometheus abfragen lassen</translation>
    </message>
    <message>
        <source>honor_labels keeps the job and instance of what was pushed</source>
        <translation>honor_labels behält job und instance des Gepushten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>cairn::ui::HintRule</name>
    <message>
        <source>%1 is pushed as a running total</source>
        <translation>%1 kommt als laufende Summe</translation>
    </message>
</context>
<context>
    <name>cairn::ui::HomeCard</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Address to listen on</source>
        <translation>Adresse, auf der gelauscht wird</translation>
    </message>
    <message>
        <source>Where it listens: 127.0.0.1:9091 for this computer alone, :9091 for everybody</source>
        <translation>Wo es lauscht: 127.0.0.1:9091 nur für diesen Rechner, :9091 für alle</translation>
    </message>
    <message>
        <source>This window was opened for a gateway elsewhere and runs none of its own.</source>
        <translation>Dieses Fenster wurde für ein Gateway anderswo geöffnet und betreibt kein eigenes.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Running at %1. It ends with Cairn, and what it holds is in memory only.</source>
        <translation>Läuft unter %1. Es endet mit Cairn, und was es hält, ist nur im Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Did not start: %1.</source>
        <translation>Nicht gestartet: %1.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Umziehen</translation>
    </message>
    <message>
        <source>Listen there instead; what it holds stays</source>
        <translation>Dort lauschen statt hier; was es hält, bleibt</translation>
    </message>
    <message>
        <source>Still at %1; did not move to %2: %3.</source>
        <translation>Weiter unter %1; nicht nach %2 umgezogen: %3.</translation>
    </message>
    <message>
        <source>Stop and lose what it holds</source>
        <translation>Anhalten und verlieren, was es hält</translation>
    </message>
    <message numerus="yes">
        <source>Stop and lose %1 series</source>
        <translation>
            <numerusform>Anhalten und %1 Zeitreihe verlieren</numerusform>
            <numerusform>Anhalten und %1 Zeitreihen verlieren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ui::LabelChips</name>
    <message>
        <source>Path labels</source>
        <translation>Pfad-Labels</translation>
    </message>
    <message>
        <source>+ label</source>
        <translation>+ Label</translation>
    </message>
    <message>
        <source>“%1” is not a label: expected name=value</source>
        <translation>„%1“ ist kein Label: Erwartet wird Name=Wert</translation>
    </message>
    <message>
        <source>label “%1” stands there twice</source>
        <translation>Label „%1“ steht zweimal da</translation>
    </message>
    <message>
        <source>Path label</source>
        <translation>Pfad-Label</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>cairn::ui::LastReset</name>
    <message>
        <source>There is no reset to undo here</source>
        <translation>Hier gibt es kein Zurücksetzen, das sich rückgängig machen lässt</translation>
    </message>
</context>
<context>
    <name>cairn::ui::Leaving</name>
    <message>
        <source>Close Cairn</source>
        <translation>Cairn schließen</translation>
    </message>
    <message>
        <source>Quit, or stay in the tray? In the tray, the gateway keeps taking pushes.</source>
        <translation>Beenden oder im Infobereich bleiben? Dort nimmt das Gateway weiter Pushs an.</translation>
    </message>
    <message>
        <source>The answer is remembered; the Gateway menu changes it.</source>
        <translation>Die Antwort wird gemerkt; im Menü „Gateway“ lässt sie sich ändern.</translation>
    </message>
    <message>
        <source>Stay in the tray</source>
        <translation>Im Infobereich bleiben</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Quit Cairn</source>
        <translation>Cairn beenden</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>cairn::ui::MainWindow</name>
    <message>
        <source>this computer</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>Cairn — %1</source>
        <translation>Cairn — %1</translation>
    </message>
    <message>
        <source>Cairn — %1 · %2</source>
        <translation>Cairn — %1 · %2</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>not live</source>
        <translation>nicht live</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
</context>
<context>
    <name>cairn::ui::NavList</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
</context>
<context>
    <name>cairn::ui::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>cairn::ui::OverviewPage</name>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Biggest families</source>
        <translation>Größte Familien</translation>
    </message>
    <message>
        <source>Busiest groups</source>
        <translation>Fleißigste Gruppen</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Pushes per second</source>
        <translation>Pushs je Sekunde</translation>
    </message>
    <message>
        <source>Refused per second, by reason</source>
        <translation>Ablehnungen je Sekunde, nach Grund</translation>
    </message>
    <message>
        <source>waiting for a second push</source>
        <translation>wartet auf einen zweiten Push</translation>
    </message>
    <message>
        <source>nothing was refused</source>
        <translation>nichts wurde abgelehnt</translation>
    </message>
    <message>
        <source>Pushes/s</source>
        <translation>Pushs/s</translation>
    </message>
    <message>
        <source>Samples/s</source>
        <translation>Samples/s</translation>
    </message>
    <message>
        <source>Refused/min</source>
        <translation>Abgelehnt/min</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Zeitreihen</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Last scrape</source>
        <translation>Letzte Abfrage</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 insgesamt</translation>
    </message>
    <message>
        <source>windows %1</source>
        <translation>Fenster %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>pushes</source>
        <translation>Pushs</translation>
    </message>
    <message numerus="yes">
        <source>%1 series of %2</source>
        <translation>
            <numerusform>%1 Zeitreihe von %2</numerusform>
            <numerusform>%1 Zeitreihen von %2</numerusform>
        </translation>
    </message>
    <message>
        <source>(no path labels)</source>
        <translation>(ohne Pfad-Labels)</translation>
    </message>
    <message numerus="yes">
        <source>%1 series, last push %2</source>
        <translation>
            <numerusform>%1 Zeitreihe, letzter Push %2</numerusform>
            <numerusform>%1 Zeitreihen, letzter Push %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Looks like a running total that is added up</source>
        <translation>Sieht aus wie eine laufende Summe, die addiert wird</translation>
    </message>
    <message>
        <source>Make it a rule</source>
        <translation>Zur Regel machen</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Last scrapes</source>
        <translation>Letzte Abfragen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Seconds ago</source>
        <translation>Sekunden her</translation>
    </message>
    <message>
        <source>Open in Families</source>
        <translation>In Familien öffnen</translation>
    </message>
    <message>
        <source>Not copied: %1</source>
        <translation>Nicht kopiert: %1</translation>
    </message>
    <message>
        <source>%1, answered %2</source>
        <translation>%1, Antwort %2</translation>
    </message>
    <message>
        <source>%1, took %2</source>
        <translation>%1, dauerte %2</translation>
    </message>
</context>
<context>
    <name>cairn::ui::PageBar</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Go on (Space)</source>
        <translation>Weiter (Leertaste)</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pause (Leertaste)</translation>
    </message>
</context>
<context>
    <name>cairn::ui::PushDetail</name>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl kopieren</translation>
    </message>
    <message>
        <source>Push again</source>
        <translation>Noch einmal pushen</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Body of the push</source>
        <translation>Inhalt des Pushs</translation>
    </message>
    <message>
        <source>Opens it in the editor; nothing is pushed</source>
        <translation>Öffnet ihn im Editor; gepusht wird nichts</translation>
    </message>
    <message>
        <source>Select a push to see what it merged into what, and why.</source>
        <translation>Einen Push wählen, um zu sehen, was er womit zusammengeführt hat und warum.</translation>
    </message>
    <message>
        <source>The gateway has forgotten this push: newer ones took its place.</source>
        <translation>Das Gateway hat diesen Push vergessen: Neuere nahmen seinen Platz ein.</translation>
    </message>
    <message>
        <source>No detail: %1</source>
        <translation>Keine Einzelheiten: %1</translation>
    </message>
    <message>
        <source>%1 of a binary body</source>
        <translation>%1 binärer Inhalt</translation>
    </message>
    <message>
        <source>no group</source>
        <translation>keine Gruppe</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>Refused at line %1: %2</source>
        <translation>Abgelehnt in Zeile %1: %2</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Abgelehnt: %1</translation>
    </message>
    <message>
        <source>The gateway did not keep the whole body of this push</source>
        <translation>Das Gateway hat nicht den ganzen Inhalt dieses Pushs behalten</translation>
    </message>
    <message>
        <source>The body was not kept. Bodies are kept of pushes that arrive while this page is open.</source>
        <translation>Der Inhalt wurde nicht behalten. Behalten wird er von Pushs, die ankommen, während diese Seite offen ist.</translation>
    </message>
    <message>
        <source>No report was made of this push. While this page is open, a few pushes per second get one.</source>
        <translation>Zu diesem Push gibt es keinen Bericht. Solange diese Seite offen ist, bekommen ihn einige Pushs je Sekunde.</translation>
    </message>
    <message>
        <source>Pushed again. %1</source>
        <translation>Noch einmal gepusht. %1</translation>
    </message>
    <message>
        <source>Not pushed: %1</source>
        <translation>Nicht gepusht: %1</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Save what was pushed…</source>
        <translation>Gepushtes speichern …</translation>
    </message>
    <message>
        <source>No longer in the list: newer pushes took its place. What is shown here stays.</source>
        <translation>Nicht mehr in der Liste: neuere Pushes haben seinen Platz. Was hier steht, bleibt.</translation>
    </message>
    <message>
        <source>What was sent, instead of what became of it</source>
        <translation>Was gesendet wurde, statt dessen, was daraus wurde</translation>
    </message>
    <message>
        <source>1 sample</source>
        <translation>1 Sample</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 Samples</translation>
    </message>
    <message>
        <source>Would be refused: %1</source>
        <translation>Würde abgelehnt: %1</translation>
    </message>
    <message>
        <source>Bodies are kept of pushes that arrive while this page is open</source>
        <translation>Inhalte werden von Pushes behalten, die eintreffen, solange diese Seite offen ist</translation>
    </message>
    <message>
        <source>Protobuf is no text to be edited</source>
        <translation>Protobuf ist kein Text, der sich bearbeiten ließe</translation>
    </message>
    <message>
        <source>Save what was pushed</source>
        <translation>Gepushtes speichern</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>Nicht exportiert: %1</translation>
    </message>
</context>
<context>
    <name>cairn::ui::PushFilter</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>Alle Ergebnisse</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>Zusammengeführt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Dry runs</source>
        <translation>Probeläufe</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>All formats</source>
        <translation>Alle Formate</translation>
    </message>
</context>
<context>
    <name>cairn::ui::PushModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Samples</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>no group</source>
        <translation>keine Gruppe</translation>
    </message>
    <message>
        <source>✕ %1 %2</source>
        <translation>✕ %1 %2</translation>
    </message>
    <message>
        <source>dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>merged, %1 new</source>
        <translation>zusammengeführt, %1 neu</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>zusammengeführt</translation>
    </message>
    <message>
        <source>Time · %1 new</source>
        <translation>Zeit · %1 neu</translation>
    </message>
</context>
<context>
    <name>cairn::ui::PushReportModel</name>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Zeitreihe</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Pushed</source>
        <translation>Gepusht</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>Wegen</translation>
    </message>
    <message>
        <source>rule “%1”</source>
        <translation>Regel „%1“</translation>
    </message>
    <message>
        <source>%1, because of: %2</source>
        <translation>%1, wegen: %2</translation>
    </message>
</context>
<context>
    <name>cairn::ui::PushReportView</name>
    <message>
        <source>Merge report</source>
        <translation>Bericht</translation>
    </message>
    <message numerus="yes">
        <source>%1 more series are not listed</source>
        <translation>
            <numerusform>%1 weitere Zeitreihe ist nicht aufgeführt</numerusform>
            <numerusform>%1 weitere Zeitreihen sind nicht aufgeführt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ui::PushesPage</name>
    <message>
        <source>Pushes, newest first</source>
        <translation>Pushs, neueste zuerst</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>Pushs</translation>
    </message>
    <message>
        <source>No push like this yet.</source>
        <translation>Noch kein solcher Push.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Show 1 held back</source>
        <translation>1 zurückgehaltenen zeigen</translation>
    </message>
    <message>
        <source>Show %1 held back</source>
        <translation>%1 zurückgehaltene zeigen</translation>
    </message>
    <message>
        <source>Try the selected push</source>
        <translation>Ausgewählten Push ausprobieren</translation>
    </message>
    <message>
        <source>Reset what is selected…</source>
        <translation>Ausgewähltes zurücksetzen …</translation>
    </message>
    <message>
        <source>Select one push: the series of its group can be reset</source>
        <translation>Einen Push auswählen: die Zeitreihen seiner Gruppe lassen sich zurücksetzen</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>No push since the gateway started</source>
        <translation>Kein Push seit dem Start des Gateways</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ResetBar</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 more families</source>
        <translation>%1 weitere Familien</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy the call as curl</source>
        <translation>Aufruf als curl kopieren</translation>
    </message>
    <message>
        <source>Nothing was reset: %1</source>
        <translation>Nichts wurde zurückgesetzt: %1</translation>
    </message>
    <message>
        <source>%1 series</source>
        <translation>%1 Zeitreihen</translation>
    </message>
    <message>
        <source>There is nothing left to reset</source>
        <translation>Es ist nichts mehr zurückzusetzen</translation>
    </message>
    <message>
        <source>Would reset %1: %2</source>
        <translation>Würde %1 zurücksetzen: %2</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>%1 was not reset: %2</source>
        <translation>%1 wurde nicht zurückgesetzt: %2</translation>
    </message>
    <message>
        <source>%1 series of %2 reset.</source>
        <translation>%1 Zeitreihen von %2 zurückgesetzt.</translation>
    </message>
    <message>
        <source>One reset at a time</source>
        <translation>Ein Zurücksetzen nach dem anderen</translation>
    </message>
    <message>
        <source>On its way: %1</source>
        <translation>Unterwegs: %1</translation>
    </message>
    <message>
        <source>No answer yet: %1 may still be reset. The Resets page shows what becomes of it.</source>
        <translation>Noch keine Antwort: %1 wird vielleicht noch zurückgesetzt. Die Seite „Zurückgesetzt“ zeigt, was daraus wird.</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ResetModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Zeitreihen</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>the time to undo is over</source>
        <translation>die Zeit dafür ist vorbei</translation>
    </message>
    <message numerus="yes">
        <source>undone at %1, %2 series came back</source>
        <translation>
            <numerusform>rückgängig gemacht um %1, %2 Zeitreihe kam zurück</numerusform>
            <numerusform>rückgängig gemacht um %1, %2 Zeitreihen kamen zurück</numerusform>
        </translation>
    </message>
    <message>
        <source>there was no room to keep what it took</source>
        <translation>es war kein Platz, das Entfernte aufzuheben</translation>
    </message>
    <message>
        <source>Families</source>
        <translation>Familien</translation>
    </message>
    <message>
        <source>%1 (by %2)</source>
        <translation>%1 (von %2)</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ResetUndo</name>
    <message>
        <source>Not undone: %1</source>
        <translation>Nicht rückgängig gemacht: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 series brought back; %2 stayed away because of what came since</source>
        <translation>
            <numerusform>%1 Zeitreihe ist wieder da; %2 blieben fort wegen dem, was seither kam</numerusform>
            <numerusform>%1 Zeitreihen sind wieder da; %2 blieben fort wegen dem, was seither kam</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 series brought back</source>
        <translation>
            <numerusform>%1 Zeitreihe ist wieder da</numerusform>
            <numerusform>%1 Zeitreihen sind wieder da</numerusform>
        </translation>
    </message>
    <message>
        <source>No answer yet: the undo may still be on its way. The Resets page shows what becomes of it.</source>
        <translation>Noch keine Antwort: Das Rückgängigmachen läuft vielleicht noch. Die Seite „Zurückgesetzt“ zeigt, was daraus wird.</translation>
    </message>
    <message>
        <source>Bringing back what was reset…</source>
        <translation>Zurückgesetztes wird zurückgeholt …</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ResetsPage</name>
    <message>
        <source>Nothing was reset.
What you reset shows here, and can be brought back for a while.</source>
        <translation>Nichts wurde zurückgesetzt.
Was zurückgesetzt wird, steht hier und lässt sich eine Weile zurückholen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the selected reset</source>
        <translation>Das gewählte Zurücksetzen rückgängig machen</translation>
    </message>
    <message>
        <source>Resets, newest first</source>
        <translation>Zurücksetzungen, neueste zuerst</translation>
    </message>
    <message>
        <source>Resets</source>
        <translation>Zurückgesetzt</translation>
    </message>
    <message numerus="yes">
        <source>Bring back %1 series</source>
        <translation>
            <numerusform>%1 Zeitreihe zurückholen</numerusform>
            <numerusform>%1 Zeitreihen zurückholen</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a reset to undo it.</source>
        <translation>Eine Zeile wählen, um sie rückgängig zu machen.</translation>
    </message>
    <message>
        <source>What returns is added to what came since. rate() reads it as new increase.</source>
        <translation>Was zurückkommt, wird zu dem addiert, was seither kam. rate() liest es als neuen Zuwachs.</translation>
    </message>
    <message>
        <source>It cannot be undone: %1.</source>
        <translation>Rückgängig geht nicht: %1.</translation>
    </message>
    <message>
        <source>Asking the gateway…</source>
        <translation>Das Gateway wird gefragt …</translation>
    </message>
    <message>
        <source>What was reset is not known: %1</source>
        <translation>Was zurückgesetzt wurde, ist nicht bekannt: %1</translation>
    </message>
    <message numerus="yes">
        <source>On its way: %1 series are brought back.</source>
        <translation>
            <numerusform>Unterwegs: %1 Zeitreihe wird zurückgeholt.</numerusform>
            <numerusform>Unterwegs: %1 Zeitreihen werden zurückgeholt.</numerusform>
        </translation>
    </message>
    <message>
        <source>It cannot be undone again: %1.</source>
        <translation>Es kann nicht noch einmal rückgängig gemacht werden: %1.</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RuleChangeModel</name>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Zeitreihen</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>Besides</source>
        <translation>Außerdem</translation>
    </message>
    <message>
        <source>Mode because of</source>
        <translation>Modus wegen</translation>
    </message>
    <message>
        <source>Now: %1
Then: %2</source>
        <translation>Jetzt: %1
Dann: %2</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RuleForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>shown wherever the rule is</source>
        <translation>steht überall, wo die Regel steht</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>Trifft auf</translation>
    </message>
    <message>
        <source>Only type</source>
        <translation>Nur Typ</translation>
    </message>
    <message>
        <source>any</source>
        <translation>jeder</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>the profile’s</source>
        <translation>der des Profils</translation>
    </message>
    <message>
        <source>Lives for</source>
        <translation>Lebt</translation>
    </message>
    <message>
        <source>24h after its last push; 0 for ever</source>
        <translation>24h nach dem letzten Push; 0 für immer</translation>
    </message>
    <message>
        <source>Sources by</source>
        <translation>Quellen nach</translation>
    </message>
    <message>
        <source>labels, with mode increase: pod, instance</source>
        <translation>Labels, beim Modus increase: pod, instance</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>series, no limit</source>
        <translation>Zeitreihen, ohne Grenze</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>labels: request_id, pod</source>
        <translation>Labels: request_id, pod</translation>
    </message>
    <message>
        <source>as you like</source>
        <translation>nach Belieben</translation>
    </message>
    <message>
        <source>24h; 0 for ever</source>
        <translation>24h; 0 für immer</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RuleListDelegate</name>
    <message>
        <source>profile’s</source>
        <translation>wie Profil</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RuleModel</name>
    <message>
        <source>Rule %1, %2, %3</source>
        <translation>Regel %1, %2, %3</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(ohne Namen)</translation>
    </message>
    <message>
        <source>shadowed by rule %1</source>
        <translation>verdeckt von Regel %1</translation>
    </message>
    <message>
        <source>matches nothing</source>
        <translation>trifft auf nichts</translation>
    </message>
    <message>
        <source>1 family</source>
        <translation>1 Familie</translation>
    </message>
    <message>
        <source>%1 families</source>
        <translation>%1 Familien</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 series now</source>
        <translation>
            <numerusform>%1, jetzt %2 Zeitreihe</numerusform>
            <numerusform>%1, jetzt %2 Zeitreihen</numerusform>
        </translation>
    </message>
    <message>
        <source>would decide for nothing now</source>
        <translation>würde jetzt über nichts entscheiden</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RulesCompare</name>
    <message>
        <source>Your rules, not saved</source>
        <translation>Ihre Regeln, nicht gespeichert</translation>
    </message>
    <message>
        <source>The rules in force</source>
        <translation>Die geltenden Regeln</translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation>Voriger Unterschied</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>Nächster Unterschied</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Yours, not saved</source>
        <translation>Ihre, nicht gespeichert</translation>
    </message>
    <message>
        <source>Take those in force</source>
        <translation>Geltende übernehmen</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Saving then replaces those in force</source>
        <translation>Speichern ersetzt dann die geltenden</translation>
    </message>
    <message>
        <source>Yours come back by Ctrl+Z</source>
        <translation>Ihre kommen mit Strg+Z zurück</translation>
    </message>
    <message>
        <source>Decide later: until then nothing is saved</source>
        <translation>Später entscheiden: Bis dahin wird nichts gespeichert</translation>
    </message>
    <message>
        <source>1 place differs</source>
        <translation>1 Stelle ist anders</translation>
    </message>
    <message>
        <source>%1 places differ</source>
        <translation>%1 Stellen sind anders</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RulesConflict</name>
    <message>
        <source>Which rules are in force is not known: %1</source>
        <translation>Welche Regeln gelten, ist nicht bekannt: %1</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Nothing was saved: the rule file has just been changed on disk. The gateway reads it in a moment; then both show here.</source>
        <translation>Nichts wurde gespeichert: Die Regeldatei wurde eben auf der Platte geändert. Das Gateway liest sie gleich; dann zeigt sich hier beides.</translation>
    </message>
    <message>
        <source>The rules that you began with are in force again</source>
        <translation>Es gelten wieder die Regeln, mit denen Sie begonnen haben</translation>
    </message>
    <message>
        <source>Nothing was taken: other rules are in force by now</source>
        <translation>Nichts wurde übernommen: Inzwischen gelten andere Regeln</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RulesDraft</name>
    <message>
        <source>There are unsaved edits of %1, of rules that have changed since.</source>
        <translation>Es gibt ungespeicherte Änderungen vom %1, von Regeln, die seither anders sind.</translation>
    </message>
    <message>
        <source>There are unsaved edits of %1.</source>
        <translation>Es gibt ungespeicherte Änderungen vom %1.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RulesEditing</name>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RulesList</name>
    <message>
        <source>Rules, the first that matches decides</source>
        <translation>Regeln; die erste, die trifft, entscheidet</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>The first that matches decides. Move one by dragging, or Alt+↑ and Alt+↓.</source>
        <translation>Die erste, die trifft, entscheidet. Verschieben durch Ziehen oder mit Alt+↑ und Alt+↓.</translation>
    </message>
    <message>
        <source>Move rule up</source>
        <translation>Regel nach oben</translation>
    </message>
    <message>
        <source>Move rule down</source>
        <translation>Regel nach unten</translation>
    </message>
    <message>
        <source>Remove rule</source>
        <translation>Regel entfernen</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RulesPage</name>
    <message>
        <source>Save rules</source>
        <translation>Regeln speichern</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Back to the rules in force</source>
        <translation>Zurück zu den geltenden Regeln</translation>
    </message>
    <message>
        <source>Rule file</source>
        <translation>Regeldatei</translation>
    </message>
    <message>
        <source>rules:
  - name: pods fold into one series
    match: http_requests_total
    mode: increase
    per: [pod]</source>
        <translation>rules:
  - name: aus Pods wird eine Zeitreihe
    match: http_requests_total
    mode: increase
    per: [pod]</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>The rules are not known: %1</source>
        <translation>Die Regeln sind nicht bekannt: %1</translation>
    </message>
    <message>
        <source>No rules: every series is merged as the profile says, unless the push says otherwise.</source>
        <translation>Keine Regeln: Jede Zeitreihe wird zusammengeführt, wie das Profil sagt, wenn der Push nichts anderes sagt.</translation>
    </message>
    <message>
        <source>These rules live until the gateway ends: it was started without --rules.file.</source>
        <translation>Diese Regeln leben, bis das Gateway endet: Es wurde ohne --rules.file gestartet.</translation>
    </message>
    <message>
        <source>These are the rules in force.</source>
        <translation>Diese Regeln gelten.</translation>
    </message>
    <message>
        <source>Rules saved: the next push goes by them</source>
        <translation>Regeln gespeichert: Der nächste Push geht nach ihnen</translation>
    </message>
    <message>
        <source>The rules are not saved: %1</source>
        <translation>Die Regeln sind nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>The rules are changed and not saved. The edits are kept for the next start.</source>
        <translation>Die Regeln sind geändert und nicht gespeichert. Die Änderungen bleiben bis zum nächsten Start erhalten.</translation>
    </message>
    <message>
        <source>Undo edit</source>
        <translation>Bearbeitung rückgängig machen</translation>
    </message>
    <message>
        <source>Redo edit</source>
        <translation>Bearbeitung wiederholen</translation>
    </message>
    <message>
        <source>Rule %1 of %2</source>
        <translation>Regel %1 von %2</translation>
    </message>
    <message>
        <source>What they would change is not known: %1</source>
        <translation>Was sie ändern würden, ist nicht bekannt: %1</translation>
    </message>
    <message>
        <source>These rules are in force, but the file is another by now, and wrong: %1</source>
        <translation>Diese Regeln gelten, aber die Datei ist inzwischen eine andere und falsch: %1</translation>
    </message>
    <message>
        <source>Not valid yet, %1. What it would change shows once it is.</source>
        <translation>Noch nicht gültig, %1. Was es ändern würde, zeigt sich dann.</translation>
    </message>
    <message>
        <source>First this, then a rule can be added: %1</source>
        <translation>Erst dies, dann kann eine Regel hinzukommen: %1</translation>
    </message>
    <message>
        <source>Back to the rules in force.</source>
        <translation>Zurück zu den geltenden Regeln.</translation>
    </message>
    <message>
        <source>Bring my edits back</source>
        <translation>Meine Änderungen zurückholen</translation>
    </message>
</context>
<context>
    <name>cairn::ui::RulesPreview</name>
    <message>
        <source>Show what would change</source>
        <translation>Zeigen, was sich ändern würde</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>1 family</source>
        <translation>1 Familie</translation>
    </message>
    <message>
        <source>%1 families</source>
        <translation>%1 Familien</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>Would change %1, %2 series</source>
        <translation>Würde ändern: %1, Zeitreihen: %2</translation>
    </message>
    <message>
        <source>Only the writing differs: the rules say the same</source>
        <translation>Nur die Schreibweise ist anders: Die Regeln sagen dasselbe</translation>
    </message>
    <message>
        <source>Only names differ: every series is merged as before</source>
        <translation>Nur Namen sind anders: Jede Zeitreihe wird zusammengeführt wie bisher</translation>
    </message>
    <message>
        <source>There are no series yet: it would change only those to come</source>
        <translation>Es gibt noch keine Zeitreihen: Nur künftige würden geändert</translation>
    </message>
    <message>
        <source>Would change none of the series that were looked at, some of %1</source>
        <translation>Würde keine der betrachteten Zeitreihen ändern, einige von %1</translation>
    </message>
    <message>
        <source>The order differs: it would change no series that is there now, but perhaps some to come</source>
        <translation>Die Reihenfolge ist anders: Keine Zeitreihe von jetzt würde geändert, künftige vielleicht</translation>
    </message>
    <message>
        <source>Would change no series that is there now, only those to come</source>
        <translation>Würde keine Zeitreihe von jetzt ändern, nur künftige</translation>
    </message>
    <message>
        <source>; listed are %1 of %2 changes</source>
        <translation>; aufgeführt sind %1 von %2 Änderungen</translation>
    </message>
    <message>
        <source>Looking what these rules would change…</source>
        <translation>Es wird nachgesehen, was diese Regeln ändern würden …</translation>
    </message>
</context>
<context>
    <name>cairn::ui::SelectorProblem</name>
    <message>
        <source>At its end: %1</source>
        <translation>Am Ende: %1</translation>
    </message>
    <message>
        <source>At character %1: %2</source>
        <translation>Bei Zeichen %1: %2</translation>
    </message>
</context>
<context>
    <name>cairn::ui::ShortcutSheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Open the row</source>
        <translation>Zeile öffnen</translation>
    </message>
</context>
<context>
    <name>cairn::ui::StatusStrip</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Pushes</source>
        <translation>Pushs</translation>
    </message>
    <message>
        <source>Families</source>
        <translation>Familien</translation>
    </message>
    <message>
        <source>Refused pushes</source>
        <translation>Abgelehnte Pushs</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>%1: connecting</source>
        <translation>%1: verbindet</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1: slow, %2</source>
        <translation>%1: langsam, %2</translation>
    </message>
    <message>
        <source>%1: no answer</source>
        <translation>%1: keine Antwort</translation>
    </message>
    <message>
        <source>%1: not let in</source>
        <translation>%1: nicht eingelassen</translation>
    </message>
    <message>
        <source>%1: strange answers</source>
        <translation>%1: sonderbare Antworten</translation>
    </message>
    <message>
        <source>%1 pushes/s</source>
        <translation>%1 Pushs/s</translation>
    </message>
    <message numerus="yes">
        <source>%1 series</source>
        <translation>
            <numerusform>%1 Zeitreihe</numerusform>
            <numerusform>%1 Zeitreihen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 abgelehnt</translation>
    </message>
    <message>
        <source>not scraped yet</source>
        <translation>noch nicht abgefragt</translation>
    </message>
    <message>
        <source>scraped just now</source>
        <translation>eben abgefragt</translation>
    </message>
    <message>
        <source>scraped %1 ago</source>
        <translation>vor %1 abgefragt</translation>
    </message>
    <message>
        <source>waiting for an answer, %1 s</source>
        <translation>wartet auf Antwort, %1 s</translation>
    </message>
</context>
<context>
    <name>cairn::ui::TableActions</name>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Exposition</source>
        <translation>Exposition</translation>
    </message>
    <message>
        <source>Filter by this value</source>
        <translation>Nach diesem Wert filtern</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Copy as exposition lines</source>
        <translation>Als Zeilen der Exposition kopieren</translation>
    </message>
    <message>
        <source>Copy as PromQL</source>
        <translation>Als PromQL kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>Als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>Als curl kopieren</translation>
    </message>
    <message>
        <source>Copy curl that deletes the group</source>
        <translation>curl zum Löschen der Gruppe kopieren</translation>
    </message>
    <message>
        <source>Select rows to copy them</source>
        <translation>Zeilen auswählen, um sie zu kopieren</translation>
    </message>
    <message>
        <source>These are too many rows for the clipboard: export them</source>
        <translation>Das sind zu viele Zeilen für die Zwischenablage: als Datei exportieren</translation>
    </message>
    <message>
        <source>There is nothing to copy</source>
        <translation>Es gibt nichts zu kopieren</translation>
    </message>
    <message>
        <source>Copied 1 row</source>
        <translation>1 Zeile kopiert</translation>
    </message>
    <message>
        <source>Copied %1 rows</source>
        <translation>%1 Zeilen kopiert</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Select a value to filter by</source>
        <translation>Einen Wert auswählen, nach dem gefiltert wird</translation>
    </message>
    <message>
        <source>Export what is listed</source>
        <translation>Aufgelistetes exportieren</translation>
    </message>
    <message>
        <source>One export at a time</source>
        <translation>Nur ein Export auf einmal</translation>
    </message>
    <message>
        <source>Not exported: this list cannot be written as %1</source>
        <translation>Nicht exportiert: diese Liste lässt sich nicht als %1 schreiben</translation>
    </message>
    <message>
        <source>Copy as YAML</source>
        <translation>Als YAML kopieren</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>cairn::ui::TableColumns</name>
    <message>
        <source>Right click: choose columns</source>
        <translation>Rechtsklick: Spalten wählen</translation>
    </message>
</context>
<context>
    <name>cairn::ui::TableExport</name>
    <message>
        <source>another gateway was chosen</source>
        <translation>ein anderes Gateway wurde gewählt</translation>
    </message>
    <message>
        <source>Exporting to %1 …</source>
        <translation>Exportiert nach %1 …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>it was stopped</source>
        <translation>es wurde angehalten</translation>
    </message>
    <message>
        <source>%1 rows are in %2</source>
        <translation>%1 Zeilen stehen in %2</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message>
        <source>it answers %1</source>
        <translation>es antwortet %1</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>Nicht exportiert: %1</translation>
    </message>
    <message>
        <source>%1. Not of one instant but from %2 to %3: what came or went meanwhile may be missing or there twice</source>
        <translation>%1. Nicht von einem Augenblick, sondern von %2 bis %3: Was derweil kam oder ging, kann fehlen oder doppelt sein</translation>
    </message>
</context>
<context>
    <name>cairn::ui::TimeChart</name>
    <message>
        <source>waiting for a second push</source>
        <translation>wartet auf einen zweiten Push</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
</context>
<context>
    <name>cairn::ui::Tray</name>
    <message>
        <source>Show the window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>Hide the window</source>
        <translation>Fenster verbergen</translation>
    </message>
    <message>
        <source>Cairn — %1</source>
        <translation>Cairn — %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 pushes/s, %2 series</source>
        <translation>
            <numerusform>%1 Pushs/s, %2 Zeitreihe</numerusform>
            <numerusform>%1 Pushs/s, %2 Zeitreihen</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the gateway</source>
        <translation>Gateway anhalten</translation>
    </message>
    <message>
        <source>Start the gateway</source>
        <translation>Gateway starten</translation>
    </message>
    <message>
        <source>1 push refused</source>
        <translation>1 Push abgelehnt</translation>
    </message>
    <message numerus="yes">
        <source>%n pushes refused</source>
        <translation>
            <numerusform>%n Push abgelehnt</numerusform>
            <numerusform>%n Pushs abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pushes refused since you looked</source>
        <translation>
            <numerusform>%n Push abgelehnt, seit Sie hingesehen haben</numerusform>
            <numerusform>%n Pushs abgelehnt, seit Sie hingesehen haben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop the gateway and lose %n series</source>
        <translation>
            <numerusform>Gateway anhalten und %n Zeitreihe verlieren</numerusform>
            <numerusform>Gateway anhalten und %n Zeitreihen verlieren</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cairn::ui::TroubleBanner</name>
    <message>
        <source>Start it</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>The gateway of this window is stopped. Nothing can be pushed to it.</source>
        <translation>Das Gateway dieses Fensters ist angehalten. Es nimmt keine Pushs an.</translation>
    </message>
    <message>
        <source>The gateway did not start: %1.</source>
        <translation>Das Gateway ist nicht gestartet: %1.</translation>
    </message>
    <message>
        <source>The gateway is not well: %1.</source>
        <translation>Dem Gateway geht es nicht gut: %1.</translation>
    </message>
    <message>
        <source>Slow answers since %1: %2. What you see may be old.</source>
        <translation>Langsame Antworten seit %1: %2. Was hier steht, kann alt sein.</translation>
    </message>
    <message>
        <source>No answer since %1: %2. What you see is old.</source>
        <translation>Keine Antwort seit %1: %2. Was hier steht, ist alt.</translation>
    </message>
    <message>
        <source>Not let in since %1: %2. Its administration may need a token, or to be called from its own computer.</source>
        <translation>Kein Zutritt seit %1: %2. Die Verwaltung braucht vielleicht ein Token oder einen Aufruf vom Rechner des Gateways.</translation>
    </message>
    <message>
        <source>Strange answers since %1, not of Cairn’s admin API: %2.</source>
        <translation>Fremde Antworten seit %1, nicht von Cairns Admin-API: %2.</translation>
    </message>
</context>
<context>
    <name>cairn::ui::TryPage</name>
    <message>
        <source>Nothing is merged until you push.</source>
        <translation>Bis zum Push wird nichts zusammengeführt.</translation>
    </message>
    <message>
        <source>Push what is in the editor</source>
        <translation>Pushen, was im Editor steht</translation>
    </message>
    <message>
        <source>What the push would do shows here.</source>
        <translation>Was der Push täte, steht hier.</translation>
    </message>
    <message>
        <source>Exposition to try</source>
        <translation>Exposition zum Ausprobieren</translation>
    </message>
    <message>
        <source>Copy the command, with the body</source>
        <translation>Den Befehl samt Inhalt kopieren</translation>
    </message>
    <message>
        <source>Try a push</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Type or paste samples at the left: what they would change shows here.</source>
        <translation>Links Samples eintippen oder einfügen: Was sie ändern würden, steht hier.</translation>
    </message>
    <message>
        <source>Push 1 sample</source>
        <translation>1 Sample pushen</translation>
    </message>
    <message>
        <source>Push %1 samples</source>
        <translation>%1 Samples pushen</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Pushen</translation>
    </message>
    <message>
        <source>Pushed. %1</source>
        <translation>Gepusht. %1</translation>
    </message>
    <message>
        <source>Not pushed: %1</source>
        <translation>Nicht gepusht: %1</translation>
    </message>
    <message>
        <source>The gateway has not kept the text of that push</source>
        <translation>Das Gateway hat den Text jenes Pushs nicht behalten</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>What the text is read as</source>
        <translation>Als was der Text gelesen wird</translation>
    </message>
</context>
<context>
    <name>cairn::ui::UndoBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close; the Resets page can still undo it</source>
        <translation>Schließen; die Seite „Zurückgesetzt“ kann es weiter rückgängig machen</translation>
    </message>
    <message>
        <source>Undo (%1:%2)</source>
        <translation>Rückgängig (%1:%2)</translation>
    </message>
</context>
<context>
    <name>cairn::ui::WindowMenus</name>
    <message>
        <source>&amp;Gateway</source>
        <translation>&amp;Gateway</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>&amp;Seite</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Connections…</source>
        <translation>Verbindungen …</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Undo reset</source>
        <translation>Zurücksetzen rückgängig machen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Auffrischen</translation>
    </message>
    <message>
        <source>Back out one step</source>
        <translation>Einen Schritt zurück</translation>
    </message>
    <message>
        <source>Fold the page list</source>
        <translation>Seitenliste einklappen</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>About Cairn</source>
        <translation>Über Cairn</translation>
    </message>
    <message>
        <source>Stay in the tray when closed</source>
        <translation>Beim Schließen im Infobereich bleiben</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>Farben des Systems</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größere Schrift</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere Schrift</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
</context>
</TS>
