#pragma once

#include <QLabel>

#include <cstdint>

namespace feedscope {

/// A label that never reads its text as markup and takes font and colour from the theme by what it is for.
class Text : public QLabel
{
    Q_OBJECT
public:
    enum class Role : std::uint8_t
    {
        Content,
        Strong,
        Muted,
        Label,
        Title,
        PushTitle,
        PollTitle,
        PushFigure,
        PollFigure,
        Headline,
        Good,
        Bad
    };

    explicit Text(Role role = Role::Content, QWidget *parent = nullptr);
    Text(Role role, const QString &text, QWidget *parent = nullptr);

    void setRole(Role role);
    /// A colour instead of the role's; invalid: the role's again.
    void setColor(const QColor &color);
    /// Renews the text only if it differs: a label that is set at 4 Hz repaints only when it must.
    void showText(const QString &text);
    /// Never narrower than this text, so that neighbours stand still.
    void reserve(const QString &widest);
    /// Cut with an ellipsis where there is no room; the whole text is then the tool tip.
    void setElided(bool elided);
    bool isElided() const { return m_elided; }

    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void dress();

    Role m_role;
    QColor m_color;
    QString m_widest;
    bool m_elided = false;
    bool m_dressing = false;
};

} // namespace feedscope
